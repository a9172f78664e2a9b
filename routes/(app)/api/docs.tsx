import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { fileText, keyRound } from "@/components/icon/shapes.ts";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { SettingsTabs } from "../settings/(_components)/SettingsTabs.tsx";
import { described } from "./(_components)/described.ts";
import { OperationPanel } from "./(_components)/OperationPanel.tsx";
import { OperationTable } from "./(_components)/OperationTable.tsx";

const tags = [...new Set(described.map(({ tag }) => tag))];

/** The API's operations to read and try; the chosen one is in the address. */
export default define.page(({ state, url }) => {
  const { t, session } = viewOf(state);
  const asked = url.searchParams.get("operation");
  const operation = described.find(({ name }) => name === asked);
  return (
    <>
      <Head>
        <title>{`${t("api.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("api.title")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      <p class="meta">{t("api.why")}</p>
      <div class="cluster">
        <Button href="/settings/tokens" icon={keyRound}>{t("api.makeToken")}</Button>
        <Button href="/api/v1/openapi.json" icon={fileText}>{t("api.document")}</Button>
      </div>
      {operation !== undefined && (
        <OperationPanel t={t} operation={operation} csrfToken={session.csrfToken} />
      )}
      {tags.map((tag) => {
        const operations = described.filter((candidate) => candidate.tag === tag);
        return (
          <Panel
            key={tag}
            title={tag}
            meta={t("api.operations", { count: operations.length })}
            flush
          >
            <OperationTable t={t} tag={tag} operations={operations} />
          </Panel>
        );
      })}
    </>
  );
});
