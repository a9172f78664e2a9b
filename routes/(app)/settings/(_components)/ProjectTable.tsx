import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Project } from "@/lib/auth/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

interface ProjectTableProps {
  t: Translator;
  projects: readonly Project[];
  csrfToken: string;
}

/** Changes a project's name; `refused` is the name another project has. */
export function RenameForm({ t, project, csrfToken, refused }: {
  t: Translator;
  project: Project;
  csrfToken: string;
  refused: string | null;
}) {
  return (
    <PostForm
      csrfToken={csrfToken}
      layout="row"
      hidden={{ action: "rename", project_id: project.id }}
      label={t("settings.rename")}
    >
      <FormField
        name="name"
        id="new-name"
        label={t("settings.projectName")}
        value={refused ?? project.name}
        error={refused === null ? undefined : t("settings.projectExists")}
        required
        autofocus
        maxLength={200}
      />
      <Button variant="primary">{t("common.save")}</Button>
      <Button href="/settings/projects" variant="ghost">{t("common.cancel")}</Button>
    </PostForm>
  );
}

/** Client projects in work: show, rename, pin, archive. */
export function ProjectTable({ t, projects, csrfToken }: ProjectTableProps) {
  const action = (project: Project, name: "pin" | "unpin" | "archive") => (
    <PostForm csrfToken={csrfToken} hidden={{ action: name, project_id: project.id }}>
      <Button size="small" variant="ghost">{t(`settings.${name}`)}</Button>
    </PostForm>
  );
  return (
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
              <PostForm
                action="/projects/select"
                csrfToken={csrfToken}
                hidden={{ project_id: project.id, return_to: "/" }}
              >
                <Button size="small">{t("settings.choose")}</Button>
              </PostForm>
              <Button href={`/settings/projects?rename=${project.id}`} size="small" variant="ghost">
                {t("settings.rename")}
              </Button>
              {action(project, project.pinned ? "unpin" : "pin")}
              {action(project, "archive")}
            </div>
          ),
        },
      ]}
    />
  );
}

/** Archived projects, and the way back. */
export function ArchivedTable({ t, projects, csrfToken }: ProjectTableProps) {
  return (
    <Table
      caption={t("settings.archived")}
      rows={projects}
      rowKey={(project) => project.id}
      testId="archived-projects"
      columns={[
        {
          key: "name",
          header: t("settings.projectName"),
          grow: true,
          cell: (project) => project.name,
        },
        {
          key: "restore",
          header: "",
          cell: (project) => (
            <PostForm
              csrfToken={csrfToken}
              hidden={{ action: "restore", project_id: project.id }}
            >
              <Button size="small">{t("settings.restore")}</Button>
            </PostForm>
          ),
        },
      ]}
    />
  );
}
