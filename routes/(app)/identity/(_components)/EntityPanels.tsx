import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type Entity, type RelatedRow, SURVIVING } from "@/lib/identity/mod.ts";
import { RecordOrigin } from "./ComparisonTable.tsx";
import { originOf, recordName, sourceName } from "./words.ts";

/** The value of each kind that stands for all records: whose it is, why, and what else is known. */
export function ValuesPanel({ t, entity }: { t: Translator; entity: Entity }) {
  const records = new Map(entity.records.map((record) => [record.id, record]));
  const rows = SURVIVING.flatMap((field) => {
    const survivor = entity.survivors[field];
    return survivor === undefined ? [] : [{ field, ...survivor }];
  });
  const from = (id: string) => {
    const record = records.get(id);
    return record !== undefined && <RecordOrigin t={t} record={record} url={undefined} />;
  };
  return (
    <Panel title={t("identity.values")} meta={t("identity.valuesWhy")} flush>
      <Table
        caption={t("identity.values")}
        rows={rows}
        rowKey={({ field }) => field}
        testId="values"
        empty={<EmptyState title={t("identity.valuesNone")} />}
        columns={[
          {
            key: "field",
            header: t("identity.field"),
            cell: ({ field }) => t(`identity.field_${field}`),
          },
          {
            key: "value",
            header: t("identity.value"),
            cell: ({ value, record_id }) => (
              <span class="value-from">
                <strong>{value}</strong>
                {from(record_id)}
              </span>
            ),
          },
          {
            key: "rule",
            header: t("identity.because"),
            secondary: true,
            cell: ({ rule }) => t(`identity.rule_${rule}`),
          },
          {
            key: "others",
            header: t("identity.others"),
            grow: true,
            cell: ({ value, others }) =>
              others.filter((other) => other.value !== value).map((other) => {
                const record = records.get(other.record_id);
                return record === undefined
                  ? other.value
                  : `${other.value} (${originOf(record, t)})`;
              }).join(", "),
          },
        ]}
      />
    </Panel>
  );
}

/** Every record that is about it, as its source gives it. */
export function RecordsPanel({ t, entity, now }: { t: Translator; entity: Entity; now: number }) {
  return (
    <Panel title={t("identity.records")} meta={t("identity.recordsWhy")} flush>
      <Table
        caption={t("identity.records")}
        rows={entity.records}
        rowKey={({ id }) => id}
        testId="records"
        columns={[
          {
            key: "source",
            header: t("identity.source"),
            cell: (record) => <RecordOrigin t={t} record={record} url={record.url ?? undefined} />,
          },
          {
            key: "name",
            header: t("identity.name"),
            cell: (record) => recordName(record, t),
          },
          {
            key: "known",
            header: t("identity.value"),
            grow: true,
            cell: ({ emails, phones, company, domains }) =>
              [...emails, ...phones, company, ...domains].filter((value) => value !== null)
                .join(", "),
          },
          {
            key: "active",
            header: t("identity.lastActive"),
            secondary: true,
            cell: ({ active_at }) => active_at === null ? "" : t.format.relative(active_at, now),
          },
        ]}
      />
    </Panel>
  );
}

/** Companies it belongs to, and what belongs to it. */
export function RelatedPanel(
  { t, related }: { t: Translator; related: { rows: RelatedRow[]; total: number } },
) {
  const more = related.total - related.rows.length;
  return (
    <Panel title={t("identity.related")} flush>
      <Table
        caption={t("identity.related")}
        rows={related.rows}
        rowKey={({ record }) => record.id}
        rowHref={({ record }) => `/identity/${record.id}`}
        testId="related"
        empty={<EmptyState title={t("identity.relatedNone")} />}
        columns={[
          {
            key: "name",
            header: t("identity.name"),
            grow: true,
            cell: ({ record }) => recordName(record, t),
          },
          {
            key: "kind",
            header: t("identity.kind"),
            cell: ({ kind }) => <Badge>{t(`identity.is_${kind}`)}</Badge>,
          },
          {
            key: "by",
            header: t("identity.from"),
            secondary: true,
            cell: ({ record, by }) =>
              by === "person"
                ? t("identity.byPerson")
                : t("identity.bySource", { source: sourceName(record.source, t) }),
          },
        ]}
      />
      {more > 0 && <p class="table-note">{t("identity.moreRows", { count: more })}</p>}
    </Panel>
  );
}
