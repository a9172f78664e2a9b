import type { ChatwootState } from "./account.ts";
import { type Contact, isResolved } from "./tables.ts";

const PAGE_SIZE = 15;

const keys: Record<string, (row: Contact) => string | number | null> = {
  name: (row) => row.name,
  email: (row) => row.email,
  phone_number: (row) => row.phoneNumber,
  last_activity_at: (row) => row.lastActivityAt,
  created_at: (row) => row.createdAt,
  company_name: (row) => row.companyName,
};

/** Columns sorted as PostgreSQL does by itself: rows without a value come first when descending. */
const plain = new Set(["email", "phone_number"]);

/** Lists contacts as `GET /contacts` does: only resolved ones, 15 a page, `-` for descending. */
export function contactLister(state: ChatwootState) {
  const cache = new Map<string, Contact[]>();
  let cachedVersion = -1;
  return (query: URLSearchParams): { rows: Contact[]; count: number; page: string } => {
    if (cachedVersion !== state.version()) {
      cache.clear();
      cachedVersion = state.version();
    }
    const sort = query.get("sort") ?? "name";
    let rows = cache.get(sort);
    if (rows === undefined) {
      const column = sort.replace(/^-/, "");
      const key = keys[column] ?? keys.name!;
      const sign = sort.startsWith("-") ? -1 : 1;
      const absent = plain.has(column) ? sign : 1;
      rows = [...state.tables.contacts.values()].filter(isResolved).sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === null || y === null) {
          return x === y ? a.id - b.id : x === null ? absent : -absent;
        }
        return sign * (x < y ? -1 : x > y ? 1 : a.id - b.id);
      });
      cache.set(sort, rows);
    }
    const page = query.get("page") ?? "1";
    const start = (Math.max(1, Number(page)) - 1) * PAGE_SIZE;
    return { rows: rows.slice(start, start + PAGE_SIZE), count: rows.length, page };
  };
}
