import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { vendorAddress } from "@/lib/connectors/mod.ts";
import type { PlainKey } from "@/lib/i18n/mod.ts";
import { viewOf } from "@/view.ts";
import { textIn } from "../(_components)/query.ts";
import { explain } from "../(_components)/sources.ts";
import { BindingsPanel } from "./(_components)/BindingsPanel.tsx";
import { ConnectorPanel } from "./(_components)/ConnectorPanel.tsx";
import { ErrorsPanel } from "./(_components)/ErrorsPanel.tsx";

/** Errors shown at once; the API pages through all of them. */
const ERRORS = 100;

/** What a finished action says, by the `done` parameter it leads back with. */
const notices: Record<string, PlainKey> = {
  retried: "connectors.retried",
  dismissed: "connectors.dismissed",
  bound: "connectors.bound",
  unbound: "connectors.unbound",
  connected: "connect.connected",
  paused: "connect.paused",
  resumed: "connect.resumed",
  replaced: "connect.replaced",
  disconnected: "connect.disconnected",
  webhook_on: "connect.webhookTurnedOn",
  webhook_off: "connect.webhookTurnedOff",
};

export const handler = define.handlers({
  async GET({ state }) {
    const { accountScopeId } = viewOf(state).scope;
    const { connectors } = state.services;
    const [states, webhooks, candidates, bindings, unassigned, errors] = await Promise.all([
      connectors.list(accountScopeId),
      connectors.webhooks.list(accountScopeId),
      connectors.bindings.candidates(accountScopeId),
      connectors.bindings.list(accountScopeId),
      connectors.bindings.unassigned(accountScopeId),
      connectors.errors.list(accountScopeId, { limit: ERRORS }),
    ]);
    return page({ states, webhooks, candidates, bindings, unassigned, errors });
  },
});

/** What is connected, how its sync goes, what belongs to which project, and what failed. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { csrfToken } = session;
  const code = textIn(url, "refused", 40);
  const asked = data.states.find(({ id }) => id === url.searchParams.get("connection"));
  const refused = code === undefined || asked === undefined
    ? null
    : explain(t, asked.connector, { code, message: code, fix: null });
  const done = notices[url.searchParams.get("done") ?? ""];
  return (
    <>
      <Head>
        <title>{`${t("connectors.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("connectors.title")} refreshHref="/connectors">
        <Button href="/connectors/events" size="small" testId="connector-events">
          {t("events.title")}
        </Button>
        <Button href="/connectors/new" size="small" testId="connect-new">
          {t("connect.title")}
        </Button>
      </PageHeader>
      {done !== undefined && <Notice tone="good" title={t(done)} />}
      {refused !== null && (
        <Notice tone="bad" title={refused.title} testId="connect-problem">{refused.fix}</Notice>
      )}
      {data.states.length === 0
        ? (
          <EmptyState
            title={t("connectors.none")}
            why={t("connectors.noneWhy")}
            steps={[
              t("connectors.stepToken"),
              t("connectors.stepCheck"),
              t("connectors.stepAssign"),
            ]}
            action={<Button href="/connectors/new" variant="primary">{t("connect.title")}</Button>}
          />
        )
        : data.states.map((connector) => (
          <ConnectorPanel
            key={connector.id}
            t={t}
            connector={connector}
            webhook={data.webhooks.find((hook) => hook.connection_id === connector.id) ?? null}
            reachable={vendorAddress(state.services.config) !== null}
            csrfToken={csrfToken}
            now={now}
          />
        ))}
      {data.states.length > 0 && (
        <>
          <BindingsPanel
            t={t}
            candidates={data.candidates}
            bindings={data.bindings}
            projects={request.projects.filter((project) => project.kind === "client")}
            unassigned={data.unassigned}
            csrfToken={csrfToken}
          />
          <ErrorsPanel t={t} errors={data.errors} csrfToken={csrfToken} now={now} />
        </>
      )}
    </>
  );
});
