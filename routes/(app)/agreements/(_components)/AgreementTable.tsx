import { Badge, type Tone } from "@/components/Badge.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { AgreementStatus, ListedAgreement } from "@/lib/insights/mod.ts";
import { NothingFound } from "../../(_components)/decided/LookedAt.tsx";

/** How a status looks. */
export const TONES: Record<AgreementStatus, Tone> = {
  noted: "neutral",
  confirmed: "good",
  dismissed: "neutral",
};

/** Props of {@link AgreementTable}. */
export interface AgreementTableProps {
  t: Translator;
  rows: readonly ListedAgreement[];
  names: ReadonlyMap<string, string>;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  /** Whether the rows were looked through at all. */
  looked: boolean;
}

/** Agreements, the newest first; each opens its page. */
export function AgreementTable({ t, rows, names, narrowed, looked }: AgreementTableProps) {
  return (
    <Table
      caption={t("agreements.title")}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/agreements/${id}`}
      testId="agreements"
      empty={
        <NothingFound
          {...{ t, narrowed, looked }}
          title={t("agreements.emptyOpen")}
          why={t("agreements.emptyOpenWhy")}
        />
      }
      columns={[
        { key: "words", header: t("agreements.words"), grow: true, cell: ({ quote }) => quote },
        {
          key: "kind",
          header: t("decided.kind"),
          cell: ({ kind }) => <Badge>{t(`agreements.kind_${kind}`)}</Badge>,
        },
        {
          key: "when",
          header: t("decided.when"),
          secondary: true,
          cell: ({ agreed_at }) => t.format.dateTime(agreed_at),
        },
        {
          key: "who",
          header: t("decided.who"),
          secondary: true,
          cell: ({ agreed_by }) => agreed_by ?? "",
        },
        {
          key: "project",
          header: t("decided.project"),
          secondary: true,
          cell: ({ project_id }) => names.get(project_id) ?? "",
        },
        {
          key: "status",
          header: t("decided.status"),
          secondary: true,
          cell: ({ status }) => (
            <Badge tone={TONES[status]}>{t(`agreements.status_${status}`)}</Badge>
          ),
        },
      ]}
    />
  );
}
