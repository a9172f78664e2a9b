import { Badge, type Tone } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { aboutOf, type ChangeRow } from "@/lib/identity/mod.ts";

const tones: Record<ChangeRow["action"], Tone> = {
  applied: "good",
  dismissed: "neutral",
  undone: "accent",
};

/** Props of {@link ChangeTable}. */
export interface ChangeTableProps {
  t: Translator;
  changes: readonly ChangeRow[];
  csrfToken: string;
  returnTo: string;
}

/** Decisions, newest first; those that hold can be taken back. */
export function ChangeTable({ t, changes, csrfToken, returnTo }: ChangeTableProps) {
  const pairOf = (change: ChangeRow) =>
    t("identity.pair", {
      left: change.left_name ?? t("identity.unnamed"),
      right: change.right_name ?? t("identity.unnamed"),
    });
  return (
    <Table
      caption={t("identity.history")}
      rows={changes}
      rowKey={({ id }) => id}
      testId="changes"
      empty={<EmptyState title={t("identity.historyNone")} />}
      columns={[
        { key: "when", header: t("identity.when"), cell: ({ at }) => t.format.dateTime(at) },
        {
          key: "action",
          header: t("identity.what"),
          cell: ({ action, undone }) => (
            <span class="cluster">
              <Badge tone={tones[action]}>{t(`identity.action_${action}`)}</Badge>
              {undone && <span class="meta">{t("identity.wasUndone")}</span>}
            </span>
          ),
        },
        {
          key: "pair",
          header: t("identity.records"),
          grow: true,
          cell: (change) => (
            <a class="value-link" href={`/identity/${change.left_id}`}>{pairOf(change)}</a>
          ),
        },
        {
          key: "kind",
          header: t("identity.kind"),
          secondary: true,
          cell: (change) => t(`identity.kind_${aboutOf(change)}`),
        },
        { key: "who", header: t("identity.who"), secondary: true, cell: ({ actor }) => actor },
        {
          key: "undo",
          header: "",
          cell: (change) =>
            change.action === "undone" || change.undone ? "" : (
              <PostForm
                action="/identity/undo"
                csrfToken={csrfToken}
                hidden={{ change_id: change.id, return_to: returnTo }}
              >
                <Button size="small">
                  {t("identity.undo")}
                  <span class="visually-hidden">{`: ${pairOf(change)}`}</span>
                </Button>
              </PostForm>
            ),
        },
      ]}
    />
  );
}
