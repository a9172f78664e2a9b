import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Factor } from "@/lib/insights/mod.ts";

/** Props of {@link FactorTable}. */
export interface FactorTableProps {
  t: Translator;
  title: string;
  factors: readonly Factor[];
  /** The rows behind a factor; null where there are none to open. */
  hrefOf(factor: Factor): string | null;
}

/** A factor's points, and how they differ from those of yesterday. */
function points(t: Translator, { points, limit }: Factor) {
  return (
    <>
      {points === 0 ? <span class="quiet">0</span> : `−${t.format.number(points, 1)}`}
      <span class="visually-hidden">
        {t("tower.atMost", { points: t.format.number(limit) })}
      </span>
    </>
  );
}

/** What a score is made of: measured, and what it takes off 100. */
export function FactorTable({ t, title, factors, hrefOf }: FactorTableProps) {
  return (
    <Table
      caption={title}
      rows={factors}
      rowKey={({ factor }) => factor}
      rowHref={(factor) => hrefOf(factor)}
      columns={[
        {
          key: "factor",
          header: t("tower.factor"),
          grow: true,
          cell: ({ factor }) => t(`tower.factor_${factor}`),
        },
        {
          key: "measured",
          header: t("tower.measured"),
          numeric: true,
          cell: ({ value }) => t.format.number(value, 1),
        },
        { key: "points", header: t("tower.points"), numeric: true, cell: (row) => points(t, row) },
        {
          key: "change",
          header: t("tower.sinceYesterday"),
          numeric: true,
          secondary: true,
          cell: ({ change }) =>
            change === null || change === 0
              ? <span class="quiet">{t("common.noChange")}</span>
              : t.format.signed(-change, 1),
        },
      ]}
    />
  );
}
