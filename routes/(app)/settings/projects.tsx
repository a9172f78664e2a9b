import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import {
  type Actor,
  changeProject,
  createProject,
  listProjects,
  type ProjectChange,
} from "@/lib/auth/mod.ts";
import type { PlainKey } from "@/lib/i18n/mod.ts";
import { ApiError, type Sql } from "@/lib/platform/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { ArchivedTable, ProjectTable, RenameForm } from "./(_components)/ProjectTable.tsx";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

const name = z.string().trim().min(1).max(200);
const id = z.guid();

const fields = z.discriminatedUnion("action", [
  z.object({ action: z.literal("create"), name }),
  z.object({ action: z.literal("rename"), project_id: id, name }),
  z.object({ action: z.enum(["pin", "unpin", "archive", "restore"]), project_id: id }),
]);

type Order = z.infer<typeof fields>;

/** What a name that is taken was asked for. */
type Taken = { action: Order["action"]; projectId: string | null; name: string } | null;

function changeOf(order: Exclude<Order, { action: "create" }>): ProjectChange {
  switch (order.action) {
    case "rename":
      return { name: order.name };
    case "pin":
    case "unpin":
      return { pinned: order.action === "pin" };
    default:
      return { archived: order.action === "archive" };
  }
}

async function carryOut(sql: Sql, actor: Actor, order: Order): Promise<void> {
  if (order.action === "create") await createProject(sql, actor, order.name);
  else await changeProject(sql, actor, order.project_id, changeOf(order));
}

async function read(sql: Sql, accountScopeId: string) {
  const [projects, archived] = await Promise.all([
    listProjects(sql, accountScopeId),
    listProjects(sql, accountScopeId, { archived: true }),
  ]);
  return { projects, archived };
}

/** What a finished action says, by the `done` parameter it leads back with. */
const notices: Record<string, PlainKey> = {
  create: "settings.projectCreated",
  rename: "settings.projectRenamed",
  archive: "settings.projectArchived",
  restore: "settings.projectRestored",
};

export const handler = define.handlers({
  async GET({ state }) {
    const { sql } = state.services;
    return page({ ...await read(sql, actorOf(state).accountScopeId), taken: null as Taken });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { sql } = state.services;
    const order = await parseForm(req, fields);
    try {
      await carryOut(sql, actor, order);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      const taken: Taken = {
        action: order.action,
        projectId: "project_id" in order ? order.project_id : null,
        name: "name" in order ? order.name : "",
      };
      return page({ ...await read(sql, actor.accountScopeId), taken }, { status: 409 });
    }
    return seeOther(
      order.action in notices ? `/settings/projects?done=${order.action}` : "/settings/projects",
    );
  },
});

/** Client projects: make, show, rename, pin, archive and restore. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session } = viewOf(state);
  const { projects, archived, taken } = data;
  const { csrfToken } = session;
  const done = url.searchParams.get("done") ?? "";
  const notice = taken === null ? notices[done] : undefined;
  const refusedFor = (action: Order["action"]) => taken?.action === action ? taken.name : null;
  const refused = refusedFor("create");
  const renamed = taken?.action === "rename" ? taken.projectId : url.searchParams.get("rename");
  const renaming = projects.find(({ id }) => id === renamed);
  return (
    <>
      <Head>
        <title>{`${t("settings.projects")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.projects")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      {notice !== undefined && (
        <Notice
          tone="good"
          title={t(notice)}
          action={done === "create"
            ? <Button href="/connectors#bindings" size="small">{t("connectors.bind")}</Button>
            : undefined}
        />
      )}
      {taken?.action === "restore" && <Notice tone="bad" title={t("settings.projectExists")} />}
      {renaming !== undefined && (
        <Panel title={`${t("settings.rename")}: ${renaming.name}`}>
          <RenameForm
            t={t}
            project={renaming}
            csrfToken={csrfToken}
            refused={refusedFor("rename")}
          />
        </Panel>
      )}
      <Panel title={t("settings.projectNew")}>
        <PostForm
          csrfToken={csrfToken}
          layout="row"
          hidden={{ action: "create" }}
          label={t("settings.projectNew")}
        >
          <FormField
            name="name"
            label={t("settings.projectName")}
            value={refused ?? ""}
            error={refused === null ? undefined : t("settings.projectExists")}
            required
            maxLength={200}
          />
          <Button variant="primary">{t("settings.projectCreate")}</Button>
        </PostForm>
      </Panel>
      <Panel
        title={t("settings.projects")}
        meta={t("common.projectCount", { count: projects.length })}
        flush
      >
        <ProjectTable t={t} projects={projects} csrfToken={csrfToken} />
      </Panel>
      {archived.length > 0 && (
        <Panel
          title={t("settings.archived")}
          meta={t("common.projectCount", { count: archived.length })}
          flush
        >
          <ArchivedTable t={t} projects={archived} csrfToken={csrfToken} />
        </Panel>
      )}
    </>
  );
});
