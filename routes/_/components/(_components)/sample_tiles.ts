import type { TileModel } from "@/components/Tile.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";

type Change = [text: string, direction: "up" | "down" | "flat", tone: "good" | "bad" | "neutral"];

function change(t: Translator, [text, direction, tone]: Change): TileModel["change"] {
  return { text, direction, tone, description: t("common.change", { change: text }) };
}

/** Tiles in every state: rising, falling, unchanged, without a change, without data. */
export function sampleTiles(t: Translator): TileModel[] {
  const asOf = t("common.asOf", { time: "12:04" });
  const common = { asOf, href: "/messages", gap: null };
  const wave = (phase: number) =>
    Array.from({ length: 12 }, (_, index) => Math.sin(index / 2 + phase) * 10 + index * phase);
  return [
    {
      ...common,
      key: "projects",
      label: t("portfolio.projects"),
      value: "12",
      change: null,
      trend: Array(12).fill(12),
    },
    {
      ...common,
      key: "messages",
      label: t("portfolio.messages"),
      value: t.format.number(2503),
      change: change(t, [t.format.signedPercent(12), "up", "neutral"]),
      trend: wave(1),
    },
    {
      ...common,
      key: "open",
      label: t("portfolio.openConversations"),
      value: "84",
      change: change(t, [t.format.signed(9), "up", "bad"]),
      trend: wave(2),
    },
    {
      ...common,
      key: "response",
      label: t("portfolio.medianResponse"),
      value: t.format.duration(34),
      change: change(t, [t.format.signedPercent(-18), "down", "good"]),
      trend: [50, 48, 52, null, null, 44, 40, 42, 38, 36, 37, 34],
    },
    {
      ...common,
      key: "completeness",
      label: t("portfolio.completeness"),
      value: t.format.percent(99.2),
      change: change(t, [t.format.signedPercent(0), "flat", "neutral"]),
      trend: [98, 98, 98.5, 99, 99, 99.2, 99.2, 99.2, 99.2, 99.2, 99.2, 99.2],
    },
    {
      ...common,
      key: "missing",
      label: t("portfolio.conversations"),
      value: null,
      change: null,
      trend: [],
      asOf: null,
      gap: {
        text: t("common.noData"),
        actionLabel: t("shell.connectors"),
        actionHref: "/connectors",
      },
    },
  ];
}
