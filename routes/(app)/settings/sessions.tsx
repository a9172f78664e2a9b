import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

const fields = z.object({ session_id: z.uuid() });

export const handler = define.handlers({
  async GET({ state }) {
    return page({
      sessions: await state.services.auth.sessions.list(actorOf(state).accountScopeId),
    });
  },
  async POST({ state, req }) {
    const { session_id: id } = await parseForm(req, fields);
    await state.services.auth.sessions.end(actorOf(state).accountScopeId, id);
    return seeOther("/settings/sessions");
  },
});

/** Where people are signed in, and the way to end it. */
export default define.page<typeof handler>(({ data: { sessions }, state, url }) => {
  const { t, session, now } = viewOf(state);
  return (
    <>
      <Head>
        <title>{`${t("settings.sessions")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.sessions")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      <p class="meta">{t("settings.sessionsWhy")}</p>
      <Panel title={t("settings.sessions")} flush>
        <Table
          caption={t("settings.sessions")}
          rows={sessions}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "device",
              header: t("settings.device"),
              grow: true,
              cell: (row) => row.userAgent ?? t("common.unknown"),
            },
            {
              key: "ip",
              header: t("settings.address"),
              secondary: true,
              cell: (row) => row.ip ?? t("common.unknown"),
            },
            {
              key: "seen",
              header: t("settings.lastSeen"),
              cell: (row) => t.format.relative(row.lastSeenAt, now),
            },
            {
              key: "end",
              header: "",
              cell: (row) =>
                row.id === state.session?.id
                  ? <Badge tone="accent">{t("settings.thisSession")}</Badge>
                  : (
                    <PostForm csrfToken={session.csrfToken} hidden={{ session_id: row.id }}>
                      <Button size="small" variant="danger">{t("settings.endSession")}</Button>
                    </PostForm>
                  ),
            },
          ]}
        />
      </Panel>
    </>
  );
});
