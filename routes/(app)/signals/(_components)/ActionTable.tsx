import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { NextAction } from "@/lib/insights/mod.ts";
import { signalSentence } from "../../(_components)/signal_words.ts";
import { SeverityBadge } from "./SignalBadges.tsx";

/** Props of {@link ActionTable}. */
export interface ActionTableProps {
  t: Translator;
  actions: readonly NextAction[];
  /** Names of projects by their ids. */
  projects: ReadonlyMap<string, string>;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  csrfToken: string;
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What a signal says, of an action. */
export function reasonOf(action: NextAction, t: Translator, now: number): string {
  return signalSentence({ kind: action.signal_kind, facts: action.signal_facts }, t, now);
}

function Due({ t, action, now }: { t: Translator; action: NextAction; now: number }) {
  const open = action.closed_at === null && ["proposed", "accepted"].includes(action.status);
  const day = t.format.day(`${action.due_on}T12:00:00Z`, now);
  return open && action.due_on < t.format.isoDay(now)
    ? <Badge tone="bad">{day}</Badge>
    : <span class="figure">{day}</span>;
}

function Step({ t, action, csrfToken, returnTo, now }: ActionTableProps & { action: NextAction }) {
  if (action.closed_at !== null) return <span class="meta">{t("signals.signalOver")}</span>;
  const open = action.status === "proposed" || action.status === "accepted";
  return (
    <PostForm
      action="/signals/act"
      csrfToken={csrfToken}
      hidden={{
        action_id: action.id,
        return_to: returnTo,
        decision: open ? "done" : "undo",
      }}
    >
      <Button size="small">
        {open ? t("signals.done") : t("signals.undo")}
        <span class="visually-hidden">
          {`: ${t(`signals.action_${action.action}`)}, ${reasonOf(action, t, now)}`}
        </span>
      </Button>
    </PostForm>
  );
}

/** What to do, the most pressing first; each row opens its signal with the draft. */
export function ActionTable(props: ActionTableProps) {
  const { t, actions, projects, narrowed, now } = props;
  return (
    <Table
      caption={t("signals.actionsTab")}
      rows={actions}
      rowKey={({ id }) => id}
      rowHref={({ signal_id }) => `/signals/${signal_id}`}
      testId="actions"
      empty={
        <EmptyState
          title={t(narrowed ? "signals.emptyActionsFiltered" : "signals.emptyActions")}
          why={narrowed ? undefined : t("signals.emptyActionsWhy")}
        />
      }
      columns={[
        {
          key: "action",
          header: t("signals.actionName"),
          cell: ({ action }) => t(`signals.action_${action}`),
        },
        {
          key: "due",
          header: t("signals.dueOn"),
          cell: (action) => <Due t={t} action={action} now={now} />,
        },
        {
          key: "priority",
          header: t("signals.priority"),
          secondary: true,
          cell: ({ priority }) => <SeverityBadge t={t} severity={priority} />,
        },
        {
          key: "because",
          header: t("signals.because"),
          grow: true,
          cell: (action) => reasonOf(action, t, now),
        },
        {
          key: "owner",
          header: t("signals.owner"),
          secondary: true,
          cell: ({ owner }) => owner ?? "",
        },
        {
          key: "project",
          header: t("signals.project"),
          secondary: true,
          cell: ({ project_id }) => projects.get(project_id) ?? "",
        },
        {
          key: "status",
          header: t("signals.state"),
          secondary: true,
          cell: ({ status, reason }) =>
            [t(`signals.status_${status}`), reason].filter((text) => text !== null).join(": "),
        },
        { key: "step", header: "", cell: (action) => <Step {...props} action={action} /> },
      ]}
    />
  );
}
