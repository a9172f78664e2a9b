import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ConversationRow } from "@/lib/identity/mod.ts";
import { threadStatus } from "../../(_components)/threads.ts";

/** Props of {@link ConversationsPanel}. */
export interface ConversationsPanelProps {
  t: Translator;
  conversations: { rows: ConversationRow[]; total: number };
  /** Epoch milliseconds. */
  now: number;
}

/** Conversations that the person took part in, in the chosen projects. */
export function ConversationsPanel({ t, conversations, now }: ConversationsPanelProps) {
  const { rows, total } = conversations;
  return (
    <Panel
      title={t("identity.conversations")}
      meta={t("common.conversationCount", { count: total })}
      flush
    >
      <Table
        caption={t("identity.conversations")}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/messages/${id}`}
        testId="conversations"
        empty={<EmptyState title={t("identity.conversationsNone")} />}
        columns={[
          {
            key: "inbox",
            header: t("messages.inbox"),
            grow: true,
            cell: ({ inbox, project, project_kind }) =>
              [inbox, project_kind === "client" ? project : t("shell.unassigned")]
                .filter((text) => text !== null).join(" · "),
          },
          {
            key: "status",
            header: t("messages.status"),
            cell: ({ status }) => {
              const { tone, text } = threadStatus(status, t);
              return <Badge tone={tone}>{text}</Badge>;
            },
          },
          {
            key: "active",
            header: t("identity.lastActive"),
            secondary: true,
            cell: ({ last_activity_at }) => t.format.relative(last_activity_at, now),
          },
        ]}
      />
      {total > rows.length && (
        <p class="table-note">{t("identity.moreRows", { count: total - rows.length })}</p>
      )}
    </Panel>
  );
}
