import type { ClientRow } from "@/lib/portfolio/mod.ts";
import { textIn } from "./query.ts";

/** Columns the table of clients can be ordered by, and which end of each comes first. */
export const CLIENT_SORTS = {
  name: 1,
  health: 1,
  client_value: 1,
  messages_7d: -1,
  open_issues: -1,
  overdue_issues: -1,
  blocked_issues: -1,
  open_signals: -1,
  open_risks: -1,
  expected_revenue: -1,
  trust: 1,
  last_activity_at: 1,
} as const satisfies Partial<Record<keyof ClientRow, 1 | -1>>;

/** A column the table is ordered by. */
export type ClientSort = keyof typeof CLIENT_SORTS;

/** Clients the table can be narrowed to. */
export const SHOWN = {
  all: () => true,
  poor: ({ health }: ClientRow) => health !== null && health < 60,
  risky: ({ open_risks }: ClientRow) => open_risks > 0,
  overdue: ({ overdue_issues }: ClientRow) => overdue_issues > 0,
  silent: ({ messages_7d }: ClientRow) => messages_7d === 0,
} as const satisfies Record<string, (client: ClientRow) => boolean>;

/** A choice of clients. */
export type Shown = keyof typeof SHOWN;

/** What an address says of the table. */
export interface ClientView {
  find: string | undefined;
  show: Shown;
  /** Undefined: the worst first. */
  sort: ClientSort | undefined;
  /** Whether the order is turned around. */
  turned: boolean;
}

/** The table's view in an address; what is not on offer counts as not chosen. */
export function clientViewIn(url: URL): ClientView {
  const sort = url.searchParams.get("sort") ?? "";
  const show = url.searchParams.get("show") ?? "";
  return {
    find: textIn(url, "find", 100),
    show: Object.hasOwn(SHOWN, show) ? show as Shown : "all",
    sort: Object.hasOwn(CLIENT_SORTS, sort) ? sort as ClientSort : undefined,
    turned: url.searchParams.get("order") === "turned",
  };
}

/** Orders two values, what is not known last whatever the direction. */
function compare(left: unknown, right: unknown, direction: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  if (typeof left === "string" && typeof right === "string") {
    return direction * left.localeCompare(right);
  }
  return direction * (left! < right! ? -1 : 1);
}

/** The clients a view shows, in its order; they come the worst first. */
export function clientsIn(clients: readonly ClientRow[], view: ClientView): ClientRow[] {
  const words = view.find?.toLocaleLowerCase().split(/\s+/) ?? [];
  const shown = clients.filter((client) =>
    SHOWN[view.show](client) &&
    words.every((word) => client.name.toLocaleLowerCase().includes(word))
  );
  const { sort } = view;
  if (sort === undefined) return shown;
  const direction = CLIENT_SORTS[sort] * (view.turned ? -1 : 1);
  return shown.toSorted((left, right) => compare(left[sort], right[sort], direction));
}
