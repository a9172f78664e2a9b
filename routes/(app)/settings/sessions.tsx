import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

const fields = z.discriminatedUnion("action", [
  z.object({ action: z.literal("end"), session_id: z.guid() }),
  z.object({ action: z.literal("end_others") }),
]);

export const handler = define.handlers({
  async GET({ state }) {
    const { sessions } = state.services.auth;
    return page({ sessions: await sessions.list(actorOf(state).accountScopeId) });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { sessions } = state.services.auth;
    const form = await parseForm(req, fields);
    if (form.action === "end_others") {
      await sessions.endOthers(actor, state.session?.id ?? null);
    } else if (!await sessions.end(actor, form.session_id)) {
      throw new ApiError(404, "not_found", "There is no such session.");
    }
    return seeOther(`/settings/sessions?done=${form.action}`);
  },
});

/** Where people are signed in, and the way to end it. */
export default define.page<typeof handler>(({ data: { sessions }, state, url }) => {
  const { t, session: { csrfToken }, now } = viewOf(state);
  const own = state.session?.id;
  const done = url.searchParams.get("done");
  return (
    <>
      <Head>
        <title>{`${t("settings.sessions")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.sessions")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      {done === "end" && <Notice tone="good" title={t("settings.sessionEnded")} />}
      {done === "end_others" && <Notice tone="good" title={t("settings.othersEnded")} />}
      <p class="meta">{t("settings.sessionsWhy")}</p>
      <Panel
        title={t("settings.sessions")}
        actions={sessions.some(({ id }) => id !== own)
          ? (
            <PostForm csrfToken={csrfToken} hidden={{ action: "end_others" }}>
              <Button size="small" variant="danger">{t("settings.endOthers")}</Button>
            </PostForm>
          )
          : undefined}
        flush
      >
        <Table
          caption={t("settings.sessions")}
          rows={sessions}
          rowKey={(row) => row.id}
          testId="sessions"
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
              key: "created",
              header: t("settings.sessionSignedIn"),
              secondary: true,
              cell: (row) => t.format.dateTime(row.createdAt),
            },
            {
              key: "seen",
              header: t("settings.lastSeen"),
              // the one that asks is in use now; its last use is written later
              cell: (row) => t.format.relative(row.id === own ? now : row.lastSeenAt, now),
            },
            {
              key: "end",
              header: "",
              cell: (row) =>
                row.id === own
                  ? <Badge tone="accent">{t("settings.thisSession")}</Badge>
                  : (
                    <PostForm
                      csrfToken={csrfToken}
                      hidden={{ action: "end", session_id: row.id }}
                    >
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
