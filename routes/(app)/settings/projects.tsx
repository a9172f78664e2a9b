import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { changeProject, createProject, listProjects } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

const fields = z.discriminatedUnion("action", [
  z.object({ action: z.literal("create"), name: z.string().trim().min(1).max(200) }),
  z.object({ action: z.enum(["pin", "unpin", "archive"]), project_id: z.uuid() }),
]);

export const handler = define.handlers({
  async GET({ state }) {
    return page({
      projects: await listProjects(state.services.sql, actorOf(state).accountScopeId),
      taken: null as string | null,
    });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { sql } = state.services;
    const form = await parseForm(req, fields);
    if (form.action !== "create") {
      const change = form.action === "archive"
        ? { archived: true }
        : { pinned: form.action === "pin" };
      await changeProject(sql, actor, form.project_id, change);
      return seeOther("/settings/projects");
    }
    try {
      await createProject(sql, actor, form.name);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      return page({ projects: await listProjects(sql, actor.accountScopeId), taken: form.name }, {
        status: 409,
      });
    }
    return seeOther("/settings/projects?done=created");
  },
});

/** Client projects: make, pin, archive. */
export default define.page<typeof handler>(({ data: { projects, taken }, state, url }) => {
  const { t, session } = viewOf(state);
  const { csrfToken } = session;
  return (
    <>
      <Head>
        <title>{`${t("settings.projects")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.projects")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      {url.searchParams.get("done") === "created" && (
        <Notice
          tone="good"
          title={t("settings.projectCreated")}
          action={<Button href="/connectors#bindings" size="small">{t("connectors.bind")}</Button>}
        />
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
            value={taken ?? ""}
            error={taken === null ? undefined : t("settings.projectExists")}
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
        <Table
          caption={t("settings.projects")}
          rows={projects}
          rowKey={(project) => project.id}
          testId="projects"
          empty={<EmptyState title={t("settings.projectsEmpty")} why={t("settings.projectsWhy")} />}
          columns={[
            {
              key: "name",
              header: t("settings.projectName"),
              grow: true,
              cell: (project) => project.name,
            },
            {
              key: "created",
              header: t("settings.created"),
              secondary: true,
              cell: (project) => t.format.dateTime(project.createdAt),
            },
            {
              key: "actions",
              header: "",
              cell: (project) => (
                <div class="cluster">
                  {[project.pinned ? "unpin" as const : "pin" as const, "archive" as const].map((
                    action,
                  ) => (
                    <PostForm
                      key={action}
                      csrfToken={csrfToken}
                      hidden={{ action, project_id: project.id }}
                    >
                      <Button size="small" variant="ghost">{t(`settings.${action}`)}</Button>
                    </PostForm>
                  ))}
                </div>
              ),
            },
          ]}
        />
      </Panel>
    </>
  );
});
