import { Badge } from "@/components/Badge.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { UpsellItem } from "@/lib/insights/mod.ts";
import { NothingFound } from "../../(_components)/decided/LookedAt.tsx";
import { chanceText, worthText } from "./words.ts";

/** Props of {@link UpsellTable}. */
export interface UpsellTableProps {
  t: Translator;
  rows: readonly UpsellItem[];
  names: ReadonlyMap<string, string>;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  /** Whether the rows were looked through at all. */
  looked: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/** Chances to sell, the best first; each opens its page. */
export function UpsellTable({ t, rows, names, narrowed, looked, now }: UpsellTableProps) {
  return (
    <Table
      caption={t("upsell.title")}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/upsell/${id}`}
      testId="upsell"
      empty={
        <NothingFound
          {...{ t, narrowed, looked }}
          title={t("upsell.emptyOpen")}
          why={t("upsell.emptyOpenWhy")}
        />
      }
      columns={[
        {
          key: "what",
          header: t("upsell.what"),
          grow: true,
          cell: (row) => chanceText(row, t),
        },
        {
          key: "score",
          header: t("upsell.score"),
          numeric: true,
          cell: ({ score }) => t.format.number(score),
        },
        {
          key: "value",
          header: t("upsell.value"),
          numeric: true,
          cell: (row) => worthText(row, t) ?? "–",
        },
        {
          key: "kind",
          header: t("decided.kind"),
          secondary: true,
          cell: ({ kind }) => <Badge>{t(`upsell.kind_${kind}`)}</Badge>,
        },
        {
          key: "project",
          header: t("decided.project"),
          secondary: true,
          cell: ({ project_id }) => names.get(project_id) ?? "",
        },
        {
          key: "when",
          header: t("decided.when"),
          secondary: true,
          cell: ({ occurred_at }) => t.format.relative(occurred_at, now),
        },
        {
          key: "status",
          header: t("decided.status"),
          secondary: true,
          cell: ({ status }) => (
            <Badge tone={status === "accepted" ? "accent" : status === "done" ? "good" : "neutral"}>
              {t(`upsell.status_${status}`)}
            </Badge>
          ),
        },
      ]}
    />
  );
}
