import type { Person } from "../../tests/support/person.ts";
import { waitUntil } from "../../ops/services/process.ts";

/** Longest a first sync is waited for, milliseconds. */
const PATIENCE = 180_000;

interface Reply {
  connectors: { last_synced_at: string | null }[];
}

/** Waits until the first sync has ended. @throws {Error} when it does not */
export async function waitForSync(person: Person): Promise<void> {
  const synced = await waitUntil(async () => {
    const { connectors } = await person.json<Reply>("/api/v1/connectors");
    // one look a second: a session may ask 200 times a minute
    await new Promise((resolve) => setTimeout(resolve, 900));
    return connectors.length > 0 && connectors.every((one) => one.last_synced_at !== null);
  }, PATIENCE);
  if (!synced) throw new Error("the first sync did not end");
}
