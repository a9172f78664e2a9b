import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Binding, BindingCandidate } from "@/lib/connectors/mod.ts";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link BindingsPanel}. */
export interface BindingsPanelProps {
  t: Translator;
  candidates: readonly BindingCandidate[];
  bindings: readonly Binding[];
  /** Projects something can be bound to. */
  projects: readonly { id: string; name: string }[];
  unassigned: number;
  csrfToken: string;
}

const kinds: Record<BindingCandidate["kind"], PlainKey> = {
  inbox: "connectors.kindInbox",
  label: "connectors.kindLabel",
  contact_company: "connectors.kindCompany",
  account: "connectors.kindAccount",
  linear_team: "connectors.kindLinearTeam",
  linear_project: "connectors.kindLinearProject",
  attio_company: "connectors.kindAttioCompany",
  attio_list: "connectors.kindAttioList",
};

/** Binds inboxes, companies and labels to projects; what matches nothing is counted as unassigned. */
export function BindingsPanel(props: BindingsPanelProps) {
  const { t, projects, bindings, csrfToken } = props;
  const nameOf = (id: string) =>
    projects.find((project) => project.id === id)?.name ?? t("common.unknown");
  const bindingOf = (row: BindingCandidate) =>
    bindings.find((binding) =>
      binding.connection_id === row.connection_id && binding.kind === row.kind &&
      binding.external_id === row.external_id
    );

  function action(row: BindingCandidate) {
    const binding = bindingOf(row);
    if (binding !== undefined) {
      return (
        <PostForm
          action="/connectors/unbind"
          csrfToken={csrfToken}
          layout="row"
          hidden={{ binding_id: binding.id }}
        >
          <span>{nameOf(binding.project_id)}</span>
          <Button size="small" variant="ghost">{t("connectors.unbind")}</Button>
        </PostForm>
      );
    }
    const { connection_id, kind, external_id } = row;
    const namesake = projects.find(({ name }) => name === row.name);
    return (
      <PostForm
        action="/connectors/bind"
        csrfToken={csrfToken}
        layout="row"
        hidden={{ connection_id, kind, external_id }}
      >
        <SelectField
          id={`project-${connection_id}-${kind}-${external_id}`}
          name="project_id"
          label={t("connectors.chooseProject")}
          hideLabel
          value={namesake?.id ?? ""}
          options={[
            { value: "", label: t("connectors.chooseProject") },
            ...projects.map((project) => ({ value: project.id, label: project.name })),
          ]}
          required
        />
        <Button size="small">{t("connectors.bind")}</Button>
      </PostForm>
    );
  }

  // what other bindings cover already is there, but out of the way
  const open = props.candidates.filter((row) => bindingOf(row) !== undefined || row.unassigned > 0);
  const covered = props.candidates.filter((row) => !open.includes(row));
  const table = (rows: readonly BindingCandidate[], testId: string) => (
    <Table
      caption={t("connectors.bindings")}
      rows={rows}
      testId={testId}
      rowKey={(row) => `${row.connection_id} ${row.kind} ${row.external_id}`}
      empty={<EmptyState title={t("common.noData")} />}
      columns={[
        { key: "name", header: t("connectors.name"), grow: true, cell: (row) => row.name },
        {
          key: "kind",
          header: t("connectors.kind"),
          secondary: true,
          cell: (row) => t(kinds[row.kind]),
        },
        {
          key: "items",
          header: t("connectors.items"),
          numeric: true,
          cell: (row) => t.format.number(row.items),
        },
        {
          key: "unassigned",
          header: t("connectors.unassigned"),
          numeric: true,
          secondary: true,
          cell: (row) => t.format.number(row.unassigned),
        },
        { key: "project", header: t("connectors.boundTo"), cell: action },
      ]}
    />
  );

  return (
    <Panel
      id="bindings"
      title={t("connectors.bindings")}
      meta={props.unassigned === 0
        ? <Badge tone="good">{t("connectors.allAssigned")}</Badge>
        : <Badge tone="warn">{t("connectors.unassignedCount", { count: props.unassigned })}</Badge>}
      flush
    >
      {projects.length === 0
        ? (
          <EmptyState
            title={t("connectors.noProjects")}
            why={t("connectors.bindingsWhy")}
            action={
              <Button href="/settings/projects" variant="primary">
                {t("connectors.createProject")}
              </Button>
            }
          />
        )
        : (
          <>
            {table(open, "bindings")}
            {covered.length > 0 && (
              <details class="more-rows">
                <summary>{t("connectors.moreCandidates", { count: covered.length })}</summary>
                {table(covered, "bindings-covered")}
              </details>
            )}
          </>
        )}
    </Panel>
  );
}
