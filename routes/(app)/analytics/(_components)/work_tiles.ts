import type { TileModel } from "@/components/Tile.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Compared, WorkReport } from "@/lib/insights/mod.ts";
import { changeOf } from "../../(_components)/tiles.ts";

/** Tiles of the days, each opening its rows; `asOf` is when they were counted. */
export function workTiles(
  report: WorkReport,
  t: Translator,
  { days, asOf }: { days: number; asOf: string },
): TileModel[] {
  const minutes = (value: number) => t.format.number(value, value < 10 ? 1 : 0);
  const tile = (
    key: keyof WorkReport & string,
    figure: string,
    compared: Compared,
    more: {
      label: string;
      gap: string;
      unit?: string;
      better?: "more" | "less";
      write?: (value: number) => string;
    },
  ): TileModel => {
    const { label, gap, unit, better = "neither", write = t.format.number } = more;
    const missing = compared.value === null || compared.value === 0;
    return {
      ...{ key, label, trend: [], href: `/analytics/rows/${figure}?days=${days}` },
      value: missing ? null : write(compared.value!),
      ...(unit === undefined ? {} : { unit }),
      change: changeOf({ ...compared, trend: [] }, t, better),
      asOf: t("common.asOf", { time: t.format.time(asOf) }),
      gap: missing
        ? { text: gap, actionLabel: t("analytics.connect"), actionHref: "/connectors" }
        : null,
    };
  };
  const talk = { gap: t("analytics.gapTalk") };
  const answers = { gap: t("analytics.gapReplies"), unit: t("analytics.minutes") };
  const work = { gap: t("analytics.gapWork") };
  return [
    tile("inbound", "inbound", report.inbound, {
      ...talk,
      unit: t("analytics.messages"),
      label: t("analytics.inbound"),
    }),
    tile("outbound", "outbound", report.outbound, {
      ...talk,
      unit: t("analytics.messages"),
      label: t("analytics.outbound"),
    }),
    tile("contacts", "contacts", report.contacts, { ...talk, label: t("analytics.contacts") }),
    tile("response_median", "replies", report.response_median, {
      ...{ ...answers, label: t("analytics.responseMedian"), better: "less", write: minutes },
    }),
    tile("response_p90", "replies", report.response_p90, {
      ...{ ...answers, label: t("analytics.responseP90"), better: "less", write: minutes },
    }),
    tile("completed", "completed", report.completed, {
      ...{ ...work, label: t("analytics.completed"), better: "more" },
    }),
    tile("lead_median", "completed", report.lead_median, {
      ...{ ...work, label: t("analytics.leadMedian"), better: "less" },
      unit: t("analytics.days"),
      write: (value) => t.format.number(value, value < 10 ? 1 : 0),
    }),
  ];
}
