import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { refreshCw } from "@/components/icon/shapes.ts";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { countDigests, DIGEST_KINDS, listDigests } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { oneOf, PAGE, pagerOf, placeIn, projectNames } from "../(_components)/decided/list.ts";
import { withQuery } from "../(_components)/query.ts";
import { DigestTable } from "./(_components)/DigestTable.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { request } = viewOf(state);
    const { sql } = state.services;
    const { accountScopeId, projectId } = request;
    const { offset } = placeIn(url);
    const kind = oneOf(url, "kind", DIGEST_KINDS);
    const [rows, total] = await Promise.all([
      listDigests(sql, accountScopeId, { projectId, kind }, { limit: PAGE, offset }),
      countDigests(sql, accountScopeId, { projectId, kind }),
    ]);
    return page({ rows, total, kind, offset });
  },
});

/** Digests of the chosen client, or of all of them, the newest first. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { rows, total, kind, offset } = data;
  const title = t("digests.title");
  const { projectId } = request;
  const of = projectId === null
    ? t("digests.allClientsTitle")
    : projectNames(request).get(projectId) ?? "";
  const returnTo = withQuery(url, { told: undefined });
  const here = new URL(returnTo, url);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={title} refreshHref={returnTo}>
        <PostForm
          action="/digests/write"
          csrfToken={session.csrfToken}
          hidden={{ kind: kind ?? "daily", return_to: returnTo }}
        >
          <Button icon={refreshCw} testId="write-digest">
            {t(rows.length === 0 ? "digests.makeNow" : "digests.makeAgain")}
          </Button>
        </PostForm>
      </PageHeader>
      {url.searchParams.get("told") === "requested" && (
        <Notice tone="good" title={t("digests.requested")} testId="outcome" />
      )}
      <p class="muted">{t("digests.intro")}</p>
      <FilterForm t={t} label={title} clearHref={kind === undefined ? undefined : "/digests"}>
        <SelectField
          name="kind"
          label={t("digests.kind")}
          value={kind ?? ""}
          options={[
            { value: "", label: t("digests.anyKind") },
            ...DIGEST_KINDS.map((each) => ({ value: each, label: t(`digests.${each}`) })),
          ]}
        />
      </FilterForm>
      <Panel title={of} meta={t("common.rows", { count: total })} flush>
        <DigestTable
          {...{ t, rows, of, now }}
          empty={
            <EmptyState
              title={t("digests.none")}
              why={t("digests.noneWhy")}
              action={<Button href="/connectors">{t("shell.connectors")}</Button>}
            />
          }
        />
        <Pager
          t={t}
          label={t("digests.pages")}
          {...pagerOf(t, here, { offset, shown: rows.length, total })}
        />
      </Panel>
    </>
  );
});
