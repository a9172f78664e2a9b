import type { Extraction } from "./extraction.ts";

/** What was said in a project's chats within the window, by people. */
export interface SpokenMessage {
  id: string;
  project_id: string;
  conversation_id: string;
  contact: string | null;
  /** Who of the team the conversation is assigned to. */
  assignee: string | null;
  /** The conversation is closed. */
  resolved: boolean;
  /** The client's words; otherwise the team's. */
  client: boolean;
  content: string;
  at: Date;
}

/** Days that messages count. */
export const WINDOW_DAYS = 14;

/** Projects read at once: what is held does not grow with the scope. */
const PORTION = 10;

const DAY_MS = 86_400_000;

/**
 * Messages of the window by project, oldest first, a few projects at a time. Private notes, deleted
 * messages and bots are left out. Read by the index of messages per day: older ones cost nothing.
 *
 * @throws the signal's reason when it is aborted
 */
export async function* readSpoken(
  { sql, projectIds, now, signal }: Extraction,
): AsyncGenerator<[projectId: string, messages: SpokenMessage[]]> {
  const since = new Date(now - WINDOW_DAYS * DAY_MS);
  for (let from = 0; from < projectIds.length; from += PORTION) {
    signal.throwIfAborted();
    const portion = projectIds.slice(from, from + PORTION);
    const rows = await sql<SpokenMessage[]>`
      select m.id, m.project_id, c.id as conversation_id, s.name as contact, a.name as assignee,
        c.status = 'resolved' as resolved, m.direction = 'incoming' as client,
        coalesce(m.content, '') as content, m.vendor_created_at as at
      from chatwoot_messages m
      join chatwoot_conversations c on c.project_id = m.project_id
        and c.connection_id = m.connection_id and c.external_id = m.conversation_external_id
        and c.deleted_at is null
      left join chatwoot_contacts s on s.connection_id = c.connection_id
        and s.external_id = c.contact_external_id
      left join chatwoot_agents a on a.connection_id = c.connection_id
        and a.external_id = c.assignee_external_id
      where m.project_id = any (${portion}::uuid[]) and m.vendor_created_at >= ${since}
        and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')
        and coalesce(m.sender_kind, '') not in ('agent_bot', 'captain_assistant')
      order by m.project_id, m.vendor_created_at, m.external_id::bigint, m.id`;
    const byProject = Map.groupBy(rows, ({ project_id }) => project_id);
    for (const projectId of portion) {
      const messages = byProject.get(projectId);
      if (messages !== undefined) yield [projectId, messages];
    }
  }
}
