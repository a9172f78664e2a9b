import {
  CONNECTOR_NAMES,
  EVENT_CURSOR,
  EVENT_KINDS,
  type EventFilter,
} from "@/lib/connectors/mod.ts";

/** What the feed is narrowed to, by its address; what is not on offer counts as not chosen. */
export function filterIn({ searchParams }: URL): EventFilter {
  return {
    kind: EVENT_KINDS.find((kind) => kind === searchParams.get("kind")),
    connector: CONNECTOR_NAMES.find((name) => name === searchParams.get("connector")),
  };
}

/** A place in the feed, by its address. */
export function cursorIn({ searchParams }: URL, name: "older" | "newer"): string | undefined {
  const cursor = searchParams.get(name) ?? "";
  return EVENT_CURSOR.test(cursor) ? cursor : undefined;
}
