import type { ChatwootState } from "./account.ts";
import type { Agent, Conversation } from "./tables.ts";

type Order = (a: Conversation, b: Conversation) => number;

const priorities = [null, "low", "medium", "high", "urgent"];
const ascending = (key: (row: Conversation) => number): Order => (a, b) =>
  key(a) - key(b) || a.id - b.id;
const descending = (key: (row: Conversation) => number): Order => (a, b) =>
  key(b) - key(a) || b.id - a.id;

const orders: Record<string, Order> = {
  last_activity_at_asc: ascending((row) => row.lastActivityAt),
  last_activity_at_desc: descending((row) => row.lastActivityAt),
  created_at_asc: ascending((row) => row.createdAt),
  created_at_desc: descending((row) => row.createdAt),
  priority_asc: ascending((row) => priorities.indexOf(row.priority)),
  priority_desc: descending((row) => priorities.indexOf(row.priority)),
  waiting_since_asc: ascending((row) => row.waitingSince ?? 0),
  waiting_since_desc: descending((row) => row.waitingSince ?? 0),
};

/** A page of conversations with the counts Chatwoot sends along. */
export interface ConversationPage {
  rows: Conversation[];
  meta: { mine_count: number; assigned_count: number; unassigned_count: number; all_count: number };
}

/** Lists conversations as `GET /conversations` does; sorted lists are kept until something changes. */
export function conversationLister(state: ChatwootState, pageSize: number) {
  const cache = new Map<string, Conversation[]>();
  let cachedVersion = -1;

  function visible(viewer: Agent): Conversation[] {
    const rows = [...state.tables.conversations.values()];
    return viewer.role === "administrator"
      ? rows
      : rows.filter((row) => viewer.inboxIds.includes(row.inboxId));
  }

  function matching(query: URLSearchParams, viewer: Agent): Conversation[] {
    const status = query.get("status") ?? "open";
    const inbox = query.get("inbox_id");
    const labels = query.getAll("labels[]");
    const assignee = query.get("assignee_type") ?? "all";
    return visible(viewer).filter((row) =>
      (status === "all" || row.status === status) &&
      (inbox === null || row.inboxId === Number(inbox)) &&
      labels.every((label) => row.labels.includes(label)) &&
      (assignee === "all" || (assignee === "me" && row.assigneeId === viewer.id) ||
        (assignee === "assigned" && row.assigneeId !== null) ||
        (assignee === "unassigned" && row.assigneeId === null))
    );
  }

  function sorted(query: URLSearchParams, viewer: Agent): Conversation[] {
    if (cachedVersion !== state.version()) {
      cache.clear();
      cachedVersion = state.version();
    }
    const key = `${viewer.id}?${[...query].filter(([name]) => name !== "page").sort().join("&")}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const order = orders[query.get("sort_by") ?? ""] ?? orders.last_activity_at_desc;
    const rows = matching(query, viewer).sort(order);
    cache.set(key, rows);
    return rows;
  }

  return (query: URLSearchParams, viewer: Agent): ConversationPage => {
    const rows = sorted(query, viewer);
    const assigned = rows.reduce((count, row) => count + (row.assigneeId === null ? 0 : 1), 0);
    const meta = {
      mine_count: rows.reduce((count, row) => count + (row.assigneeId === viewer.id ? 1 : 0), 0),
      assigned_count: assigned,
      unassigned_count: rows.length - assigned,
      all_count: rows.length,
    };
    const within = query.get("updated_within");
    if (within !== null) {
      const since = state.clock.now() - Number(within) * 1000;
      return { rows: rows.filter((row) => row.updatedAt > since), meta };
    }
    const start = (Math.max(1, Number(query.get("page") ?? 1)) - 1) * pageSize;
    return { rows: rows.slice(start, start + pageSize), meta };
  };
}
