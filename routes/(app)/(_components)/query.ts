import { RANGES, USUAL_RANGE } from "@/lib/portfolio/mod.ts";

/** The range in an address, in days; what is not on offer counts as the usual one. */
export function daysIn(url: URL): number {
  const days = Number(url.searchParams.get("days"));
  return (RANGES as readonly number[]).includes(days) ? days : USUAL_RANGE;
}

/** A whole number in an address, within bounds; otherwise the usual one. */
export function numberIn(url: URL, name: string, min: number, max: number, usual: number): number {
  const text = url.searchParams.get(name);
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value >= min && value <= max ? value : usual;
}

/** A text in an address, cut to a length; undefined when it is empty. */
export function textIn(url: URL, name: string, longest = 200): string | undefined {
  const text = url.searchParams.get(name)?.trim().slice(0, longest);
  return text === "" ? undefined : text ?? undefined;
}

/** A UUID in an address; undefined when it is none. */
export function uuidIn(url: URL, name: string): string | undefined {
  const text = url.searchParams.get(name) ?? "";
  return isUuid(text) ? text : undefined;
}

/** Whether a text is a UUID, which the database would otherwise refuse. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The same address with other parameters; undefined removes one. */
export function withQuery(url: URL, changes: Record<string, string | undefined>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? url.pathname : `${url.pathname}?${text}`;
}
