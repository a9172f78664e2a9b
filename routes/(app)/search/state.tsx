import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { refreshCw } from "@/components/icon/shapes.ts";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { SearchTabs } from "./(_components)/SearchTabs.tsx";
import { ToldNotice } from "./(_components)/told.tsx";
import { TuningPanel } from "./(_components)/TuningPanel.tsx";

export const handler = define.handlers({
  async GET({ state }) {
    const { scope } = viewOf(state);
    const { evidence } = state.services;
    const [status, tuning] = await Promise.all([
      evidence.status(scope),
      evidence.tuning(scope.accountScopeId),
    ]);
    return page({ status, tuning });
  },
});

/** Kinds of documents, in the order they are shown. */
const KINDS = ["conversation", "private", "issue", "deal", "note"] as const;

/** What the index holds, what is still to come, and how thoroughly it is searched. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, now } = viewOf(state);
  const { status, tuning } = data;
  const { vectors } = status;
  const { csrfToken } = session;
  const count = (value: number) => t.format.number(value);
  const held = [
    ...KINDS.map((kind) => ({
      name: t(`search.kind_${kind}`),
      value: count(status.documents[kind] ?? 0),
    })),
    { name: t("search.chunks"), value: count(status.chunks) },
    { name: t("search.terms_count"), value: count(status.terms) },
    { name: t("search.queued"), value: count(status.queued) },
    {
      name: t("search.indexedAt"),
      value: status.indexed_at === null
        ? t("common.never")
        : t.format.relative(status.indexed_at, now),
    },
  ];
  const made = [
    { name: t("search.modelServing"), value: vectors.serving_model ?? t("search.modelNone") },
    ...(vectors.serving_model === vectors.configured_model
      ? []
      : [{ name: t("search.modelNext"), value: vectors.configured_model }]),
    { name: t("search.ready"), value: count(vectors.ready) },
    { name: t("search.pending"), value: count(vectors.pending + vectors.processing) },
    { name: t("search.failed"), value: count(vectors.failed) },
  ];
  const table = (caption: string, rows: { name: string; value: string }[]) => (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: "name", header: caption, grow: true, cell: ({ name }) => name },
        { key: "value", header: "", numeric: true, cell: ({ value }) => value },
      ]}
    />
  );
  return (
    <>
      <Head>
        <title>{`${t("search.indexTitle")} · ${t("search.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("search.title")} refreshHref="/search/state">
        <SearchTabs t={t} path={url.pathname} />
        <PostForm action="/search/refresh" csrfToken={csrfToken}>
          <Button icon={refreshCw} testId="refresh-index">{t("search.refresh")}</Button>
        </PostForm>
      </PageHeader>
      <ToldNotice t={t} url={url} />
      {!vectors.available && (
        <Notice tone="warn" title={t("search.vectorsNone")}>{t("search.vectorsNoneWhy")}</Notice>
      )}
      <div class="columns">
        <Panel title={t("search.indexState")} flush>{table(t("search.indexState"), held)}</Panel>
        {vectors.available && (
          <Panel title={t("search.vectors")} flush>{table(t("search.vectors"), made)}</Panel>
        )}
      </div>
      {vectors.available && <TuningPanel {...{ t, tuning, csrfToken, now }} />}
    </>
  );
});
