import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { countClusters, listClusters } from "@/lib/identity/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { numberIn, textIn, withQuery } from "../(_components)/query.ts";
import { IdentityTabs } from "./(_components)/IdentityTabs.tsx";
import { originOf, recordName } from "./(_components)/words.ts";

/** Rows on a page. */
const PAGE = 50;

/** Kinds of records that can be joined. */
const KINDS = ["person", "company"] as const;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const asked = url.searchParams.get("kind");
    const filter = { kind: KINDS.find((kind) => kind === asked), text: textIn(url, "q") };
    const offset = numberIn(url, "offset", 0, 1_000_000, 0);
    const [groups, total] = await Promise.all([
      listClusters(sql, accountScopeId, { limit: PAGE, offset }, filter),
      countClusters(sql, accountScopeId, filter),
    ]);
    return page({ filter, offset, groups, total });
  },
});

/** People and companies that several records are about. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t } = viewOf(state);
  const { filter, offset, groups, total } = data;
  const narrowed = filter.kind !== undefined || filter.text !== undefined;
  const last = offset + groups.length;
  const title = t("identity.groups");
  return (
    <>
      <Head>
        <title>{`${title} · ${t("identity.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("identity.title")} refreshHref={url.pathname + url.search}>
        <IdentityTabs t={t} path={url.pathname} />
      </PageHeader>
      <FilterForm
        t={t}
        label={t("common.filter")}
        clearHref={narrowed ? "/identity/groups" : undefined}
      >
        <FormField
          name="q"
          type="search"
          label={t("common.search")}
          value={filter.text}
          placeholder={t("identity.groupsSearch")}
        />
        <SelectField
          name="kind"
          label={t("identity.kind")}
          value={filter.kind ?? ""}
          options={[
            { value: "", label: t("identity.anyGroup") },
            ...KINDS.map((value) => ({ value, label: t(`identity.is_${value}`) })),
          ]}
        />
      </FilterForm>
      <Panel title={title} meta={t("identity.groupCount", { count: total })} flush>
        <Table
          caption={title}
          rows={groups}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/identity/${id}`}
          testId="groups"
          empty={narrowed ? <EmptyState title={t("identity.groupsNoneFit")} /> : (
            <EmptyState
              title={t("identity.groupsEmpty")}
              why={t("identity.groupsEmptyWhy")}
            />
          )}
          columns={[
            {
              key: "name",
              header: t("identity.name"),
              grow: true,
              cell: ({ survivors, members }) => survivors.name?.value ?? recordName(members[0]!, t),
            },
            {
              key: "kind",
              header: t("identity.kind"),
              cell: ({ kind }) => (
                <Badge>
                  {t(kind === "company" ? "identity.is_company" : "identity.is_person")}
                </Badge>
              ),
            },
            {
              key: "email",
              header: t("identity.field_email"),
              secondary: true,
              cell: ({ survivors }) => survivors.email?.value ?? survivors.domain?.value ?? "",
            },
            {
              key: "sources",
              header: t("identity.sources"),
              secondary: true,
              cell: ({ members }) =>
                [...new Set(members.map((record) => originOf(record, t)))].join(", "),
            },
            {
              key: "records",
              header: t("identity.records"),
              numeric: true,
              cell: ({ members }) => t.format.number(members.length),
            },
          ]}
        />
        <Pager
          t={t}
          label={t("identity.groupPages")}
          position={t("messages.shown", {
            from: groups.length === 0 ? 0 : offset + 1,
            to: last,
            total: t.format.number(total),
          })}
          newerHref={offset > 0
            ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) })
            : null}
          olderHref={last < total ? withQuery(url, { offset: String(last) }) : null}
        />
      </Panel>
    </>
  );
});
