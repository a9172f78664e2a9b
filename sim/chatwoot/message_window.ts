import type { Message } from "./tables.ts";

const byCreation = (a: Message, b: Message) => a.createdAt - b.createdAt || a.id - b.id;

/**
 * The messages `GET /conversations/{id}/messages` shows. The filter is by id while the page is cut
 * by creation time: `after`: up to 100 with a greater id; `before`: the newest 20 with a smaller one;
 * both: up to 1,000 ids in [after, before); none: the newest 20. Always ascending by time.
 */
export function messageWindow(messages: Message[], query: URLSearchParams): Message[] {
  const after = query.get("after") || null;
  const before = query.get("before") || null;
  // any text switches it on, "false" too
  const external = Boolean(query.get("filter_internal_messages"));
  const rows = messages.filter((row) => !external || (!row.private && row.type !== "activity"))
    .sort(byCreation);
  if (after !== null && before !== null) {
    return rows.filter((row) => row.id >= Number(after) && row.id < Number(before)).slice(0, 1000);
  }
  if (after !== null) return rows.filter((row) => row.id > Number(after)).slice(0, 100);
  if (before !== null) return rows.filter((row) => row.id < Number(before)).slice(-20);
  return rows.slice(-20);
}
