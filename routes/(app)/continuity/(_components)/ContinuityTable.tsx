import { Badge } from "@/components/Badge.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ListedPromise } from "@/lib/insights/mod.ts";
import { NothingFound } from "../../(_components)/decided/LookedAt.tsx";
import { isLate, noonOf, TONES } from "./words.ts";

/** Props of {@link ContinuityTable}. */
export interface ContinuityTableProps {
  t: Translator;
  rows: readonly ListedPromise[];
  names: ReadonlyMap<string, string>;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  /** Whether the rows were looked through at all. */
  looked: boolean;
  /** Epoch milliseconds. */
  now: number;
}

function Due({ t, row, now }: { t: Translator; row: ListedPromise; now: number }) {
  if (row.due_on === null) return <span class="muted">{t("continuity.noDue")}</span>;
  const day = t.format.day(noonOf(row.due_on, t), now);
  return isLate(row, t, now)
    ? (
      <Badge tone="bad">
        {day}
        <span class="visually-hidden">{`, ${t("continuity.late")}`}</span>
      </Badge>
    )
    : <>{day}</>;
}

/** Promises, the newest first; each opens its preview. */
export function ContinuityTable({ t, rows, names, narrowed, looked, now }: ContinuityTableProps) {
  return (
    <Table
      caption={t("continuity.title")}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/continuity/${id}`}
      testId="continuity"
      empty={
        <NothingFound
          {...{ t, narrowed, looked }}
          title={t("continuity.emptyOpen")}
          why={t("continuity.emptyOpenWhy")}
        />
      }
      columns={[
        { key: "what", header: t("continuity.what"), grow: true, cell: ({ title }) => title },
        {
          key: "due",
          header: t("continuity.due"),
          cell: (row) => <Due t={t} row={row} now={now} />,
        },
        {
          key: "project",
          header: t("decided.project"),
          secondary: true,
          cell: ({ project_id }) => names.get(project_id) ?? "",
        },
        {
          key: "kind",
          header: t("decided.kind"),
          secondary: true,
          cell: ({ kind }) => <Badge>{t(`continuity.kind_${kind}`)}</Badge>,
        },
        {
          key: "when",
          header: t("decided.when"),
          secondary: true,
          cell: ({ promised_at }) => t.format.relative(promised_at, now),
        },
        {
          key: "status",
          header: t("decided.status"),
          secondary: true,
          cell: ({ status, issue_identifier }) => (
            <Badge tone={TONES[status]}>
              {issue_identifier ?? t(`continuity.status_${status}`)}
            </Badge>
          ),
        },
      ]}
    />
  );
}
