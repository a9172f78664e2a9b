import type { ChatwootState } from "./account.ts";
import type { Agent, Conversation } from "./tables.ts";

type Order = (a: Conversation, b: Conversation) => number;

const priorities: readonly unknown[] = ["low", "medium", "high", "urgent"];
const ascending = (key: (row: Conversation) => number): Order => (a, b) =>
  key(a) - key(b) || a.id - b.id;
const descending = (key: (row: Conversation) => number): Order => (a, b) =>
  key(b) - key(a) || b.id - a.id;

/** Rows without the key come last in both directions; `then` settles equal keys. */
function nullsLast(key: (row: Conversation) => number | null, sign: 1 | -1, then: Order): Order {
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? then(a, b) : x === null ? 1 : -1;
    return sign * (x - y) || then(a, b);
  };
}

const newestActivity = descending((row) => row.lastActivityAt);
const oldest = ascending((row) => row.createdAt);
const priority = (row: Conversation) =>
  row.priority === null ? null : priorities.indexOf(row.priority);
const waiting = (row: Conversation) => row.waitingSince;

const orders: Record<string, Order> = {
  last_activity_at_asc: ascending((row) => row.lastActivityAt),
  last_activity_at_desc: newestActivity,
  created_at_asc: oldest,
  created_at_desc: descending((row) => row.createdAt),
  priority_asc: nullsLast(priority, 1, newestActivity),
  priority_desc: nullsLast(priority, -1, newestActivity),
  waiting_since_asc: nullsLast(waiting, 1, oldest),
  waiting_since_desc: nullsLast(waiting, -1, oldest),
};

/** A page of conversations with the counts Chatwoot sends along. */
export interface ConversationPage {
  rows: Conversation[];
  meta: { mine_count: number; assigned_count: number; unassigned_count: number; all_count: number };
}

/** Narrows the list, but not the counts sent along with it. */
function assignedAs(rows: Conversation[], type: string | null, viewer: Agent): Conversation[] {
  switch (type) {
    case "me":
      return rows.filter((row) => row.assigneeId === viewer.id);
    case "assigned":
      return rows.filter((row) => row.assigneeId !== null);
    case "unassigned":
      return rows.filter((row) => row.assigneeId === null);
    default:
      return rows;
  }
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
    return visible(viewer).filter((row) =>
      (status === "all" || row.status === status) &&
      (inbox === null || row.inboxId === Number(inbox)) &&
      (labels.length === 0 || labels.some((label) => row.labels.includes(label)))
    );
  }

  function sorted(query: URLSearchParams, viewer: Agent): Conversation[] {
    if (cachedVersion !== state.version()) {
      cache.clear();
      cachedVersion = state.version();
    }
    const key = `${viewer.id}?${
      [...query].filter(([name]) => name !== "page" && name !== "assignee_type").sort().join("&")
    }`;
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
    const listed = assignedAs(rows, query.get("assignee_type"), viewer);
    const within = query.get("updated_within") ?? "";
    if (within !== "") {
      const since = state.clock.now() - Number(within) * 1000;
      return { rows: listed.filter((row) => row.updatedAt > since), meta };
    }
    const start = (Math.max(1, Number(query.get("page") ?? 1)) - 1) * pageSize;
    return { rows: listed.slice(start, start + pageSize), meta };
  };
}
