import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listen } from "./connection.ts";
import { changesFigures } from "./message.ts";

/** Options of {@link useLive}. */
export interface LiveOptions<T> {
  /** The value the server rendered. */
  initial: T;
  /** Address whose JSON reply holds the value anew; `null` keeps the first value. */
  source: string | null;
  /** Name of the value in the reply: `tiles` in `{ ok: true, tiles: […] }`. */
  field: string;
  /** Kinds of rows that it follows, with commas between; all unless given. */
  follows?: string;
}

/** Replies under way, by address: islands that ask for the same at the same time share one. */
const underWay = new Map<string, Promise<Record<string, unknown>>>();

async function fetchBody(source: string): Promise<Record<string, unknown>> {
  const response = await fetch(source, { headers: { accept: "application/json" } });
  return response.ok ? await response.json() : {};
}

async function fetchField<T>(source: string, field: string): Promise<T | undefined> {
  let reply = underWay.get(source);
  if (reply === undefined) {
    reply = fetchBody(source).finally(() => underWay.delete(source));
    underWay.set(source, reply);
  }
  return (await reply)[field] as T | undefined;
}

/**
 * A value that is read again whenever background work has changed figures. Events that arrive while
 * a request is under way lead to one more request after it; a failed request keeps the old value.
 */
export function useLive<T>({ initial, source, field, follows }: LiveOptions<T>): Signal<T> {
  const value = useSignal(initial);
  useEffect(() => {
    if (source === null) return;
    let running = false;
    let again = false;
    async function refresh(address: string): Promise<void> {
      if (running) {
        again = true;
        return;
      }
      running = true;
      const fresh = await fetchField<T>(address, field).catch(() => undefined);
      running = false;
      if (fresh !== undefined) value.value = fresh;
      if (again) {
        again = false;
        await refresh(address);
      }
    }
    const kinds = follows?.split(",");
    return listen((message) => {
      if (changesFigures(message, kinds)) refresh(source);
    });
  }, [source, field, follows]);
  return value;
}
