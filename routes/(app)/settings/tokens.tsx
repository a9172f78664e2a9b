import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { createApiToken, listApiTokens, revokeApiToken, type TokenScope } from "@/lib/auth/mod.ts";
import { requireSession } from "@/middleware/session.ts";
import { actorOf, viewOf } from "@/view.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

const fields = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("create"),
    name: z.string().trim().min(1).max(100),
    scopes: z.enum(["read", "write"]),
  }),
  z.object({ action: z.literal("revoke"), token_id: z.guid() }),
]);

export const handler = define.handlers({
  async GET({ state }) {
    return page({
      tokens: await listApiTokens(state.services.sql, actorOf(state).accountScopeId),
      made: null as string | null,
    });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { sql } = state.services;
    const form = await parseForm(req, fields);
    if (form.action === "revoke") {
      await revokeApiToken(state.services, actor, form.token_id);
      return seeOther("/settings/tokens?done=revoke");
    }
    requireSession(state);
    const scopes: TokenScope[] = form.scopes === "write" ? ["read", "write"] : ["read"];
    const { token } = await createApiToken(sql, actor, { name: form.name, scopes });
    return page({
      tokens: await listApiTokens(sql, actor.accountScopeId),
      made: token as string | null,
    });
  },
});

/** Tokens of scripts: make, see once, revoke. */
export default define.page<typeof handler>(({ data: { tokens, made }, state, url }) => {
  const { t, session, now } = viewOf(state);
  const { csrfToken } = session;
  return (
    <>
      <Head>
        <title>{`${t("settings.tokens")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.tokens")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      <p class="meta">{t("settings.tokensWhy")}</p>
      {made === null && url.searchParams.get("done") === "revoke" && (
        <Notice tone="good" title={t("settings.tokenRevoked")} />
      )}
      {made !== null && (
        <Notice tone="good" title={t("settings.tokenShown")}>
          <code data-testid="new-token">{made}</code>
        </Notice>
      )}
      <Panel title={t("settings.tokenCreate")}>
        <PostForm
          csrfToken={csrfToken}
          layout="row"
          hidden={{ action: "create" }}
          label={t("settings.tokenCreate")}
        >
          <FormField name="name" label={t("settings.tokenName")} required maxLength={100} />
          <SelectField
            name="scopes"
            label={t("settings.tokenScopes")}
            options={[{ value: "read", label: t("settings.tokenRead") }, {
              value: "write",
              label: t("settings.tokenWrite"),
            }]}
          />
          <Button variant="primary">{t("settings.tokenCreate")}</Button>
        </PostForm>
      </Panel>
      <Panel title={t("settings.tokens")} flush>
        <Table
          caption={t("settings.tokens")}
          rows={tokens}
          rowKey={(row) => row.id}
          testId="tokens"
          empty={<EmptyState title={t("settings.tokensEmpty")} />}
          columns={[
            { key: "name", header: t("settings.tokenName"), grow: true, cell: (row) => row.name },
            {
              key: "scopes",
              header: t("settings.tokenScopes"),
              cell: (row) =>
                t(row.scopes.includes("write") ? "settings.tokenWrite" : "settings.tokenRead"),
            },
            {
              key: "created",
              header: t("settings.tokenCreated"),
              secondary: true,
              cell: (row) => t.format.dateTime(row.createdAt),
            },
            {
              key: "used",
              header: t("settings.tokenUsed"),
              secondary: true,
              cell: (row) =>
                row.lastUsedAt === null
                  ? t("common.never")
                  : t.format.relative(row.lastUsedAt, now),
            },
            {
              key: "revoke",
              header: "",
              cell: (row) => (
                <PostForm csrfToken={csrfToken} hidden={{ action: "revoke", token_id: row.id }}>
                  <Button size="small" variant="danger">{t("settings.tokenRevoke")}</Button>
                </PostForm>
              ),
            },
          ]}
        />
      </Panel>
    </>
  );
});
