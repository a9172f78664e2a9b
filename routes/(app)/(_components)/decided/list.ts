import { numberIn, uuidIn, withQuery } from "../query.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { RequestScope } from "@/lib/auth/mod.ts";

/** Rows on a page. */
export const PAGE = 50;

/** One of the values that a parameter may have; undefined: another, or none. */
export function oneOf<T extends string>(
  url: URL,
  name: string,
  known: readonly T[],
): T | undefined {
  return known.find((each) => each === url.searchParams.get(name));
}

/** What every such list is narrowed by: one of the projects in view, and a place in the list. */
export function placeIn(url: URL): { project: string | undefined; offset: number } {
  return { project: uuidIn(url, "project"), offset: numberIn(url, "offset", 0, 1_000_000, 0) };
}

/** The projects that are asked for: one of those in view, or all of them. */
export function projectsOf(projectIds: readonly string[], project: string | undefined): string[] {
  return project === undefined ? [...projectIds] : projectIds.filter((id) => id === project);
}

/** Names of a scope's projects, by id. */
export function projectNames({ projects }: Pick<RequestScope, "projects">): Map<string, string> {
  return new Map(projects.map(({ id, name }) => [id, name]));
}

/** Addresses of the pages around, and where the page is. */
export function pagerOf(
  t: Translator,
  url: URL,
  { offset, shown, total }: { offset: number; shown: number; total: number },
) {
  const last = offset + shown;
  return {
    position: t("messages.shown", {
      from: shown === 0 ? 0 : offset + 1,
      to: last,
      total: t.format.number(total),
    }),
    newerHref: offset > 0 ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) }) : null,
    olderHref: last < total ? withQuery(url, { offset: String(last) }) : null,
  };
}

/** A name for a file that says what it holds: its filters and its day. */
export function fileName(
  what: string,
  filters: Readonly<Record<string, string | undefined>>,
  now: number,
): string {
  return [
    what,
    ...Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${value}`]
    ),
    new Date(now).toISOString().slice(0, 10),
  ].join("_");
}

/** All rows of a list in portions, by places of the database. */
export async function* everyRow<Row, Place>(
  read: (page: { limit: number; after: Place | undefined }) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): AsyncGenerator<Row[]> {
  const limit = 1000;
  for (let after: Place | undefined = undefined;;) {
    const rows: Row[] = await read({ limit, after });
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    after = placeOf(rows.at(-1)!);
  }
}
