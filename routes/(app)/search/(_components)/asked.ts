import { type SearchFilters, SOURCE_FILTERS, type SourceFilter } from "@/lib/evidence/mod.ts";
import type { RequestScope } from "@/lib/auth/mod.ts";
import { textIn, uuidIn } from "../../(_components)/query.ts";

/** Longest question, characters. */
export const LONGEST = 4000;

/** What an address asks for. */
export interface Asked {
  query: string;
  tooLong: boolean;
  sources: SourceFilter[];
  /** One project instead of those chosen in the shell. */
  project: string | undefined;
  /** Days as they were written, `YYYY-MM-DD`. */
  from: string;
  to: string;
  person: string;
  private: boolean;
  /** Parameters that mean nothing, and were left out. */
  ignored: string[];
}

/** The moment a day begins in a time zone; undefined when it is no day. */
function startOfDay(day: string, timeZone: string, addDays = 0): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const utc = Date.parse(`${day}T00:00:00Z`) + addDays * 86_400_000;
  if (Number.isNaN(utc) || (addDays === 0 && new Date(utc).toISOString().slice(0, 10) !== day)) {
    return undefined;
  }
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(utc).find(({ type }) => type === "timeZoneName")!.value;
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])?(\d{2})?:?(\d{2})?/.exec(parts) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  return new Date(utc - offset);
}

/** Reads a question and its filters from an address. What cannot be understood is named and left out. */
export function askedIn(url: URL, scope: Pick<RequestScope, "projects" | "timeZone">): Asked {
  const text = (url.searchParams.get("q") ?? "").replaceAll("\0", "").trim();
  const ignored: string[] = [];
  const given = url.searchParams.getAll("source").filter((value) => value !== "");
  const sources = SOURCE_FILTERS.filter((source) => given.includes(source));
  if (given.some((value) => !(SOURCE_FILTERS as readonly string[]).includes(value))) {
    ignored.push("source");
  }
  const project = uuidIn(url, "project")?.toLowerCase();
  const known = project !== undefined && scope.projects.some(({ id }) => id === project);
  if ((url.searchParams.get("project") ?? "") !== "" && !known) ignored.push("project");
  const day = (name: string) => {
    const value = textIn(url, name, 10) ?? "";
    if (value === "" || startOfDay(value, scope.timeZone) !== undefined) return value;
    ignored.push(name);
    return "";
  };
  return {
    query: text.slice(0, LONGEST),
    tooLong: text.length > LONGEST,
    sources: sources.length === SOURCE_FILTERS.length ? [] : sources,
    project: known ? project : undefined,
    from: day("from"),
    to: day("to"),
    person: (textIn(url, "person") ?? "").replaceAll("\0", ""),
    private: url.searchParams.get("private") === "1",
    ignored,
  };
}

/** What narrows the search; both days are meant whole. */
export function filtersOf(asked: Asked, timeZone: string): SearchFilters {
  return {
    sources: asked.sources.length === 0 ? undefined : asked.sources,
    from: startOfDay(asked.from, timeZone),
    to: startOfDay(asked.to, timeZone, 1),
    person: asked.person === "" ? undefined : asked.person,
    private: asked.private,
  };
}

/** Whether anything but the question is chosen. */
export function isNarrowed({ sources, project, from, to, person, private: all }: Asked): boolean {
  return sources.length > 0 || project !== undefined || from !== "" || to !== "" || person !== "" ||
    all;
}
