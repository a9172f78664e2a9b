/**
 * Memory after the first sync and after 200 page loads: `deno run -A bench/memory.ts --mode
 * embedded|served [--feed FILE]`. Embedded, one process holds the database as well.
 */
import { parseArgs } from "node:util";
import { startWorld, type World } from "../tests/e2e/world.ts";
import { type Person, signIn } from "../tests/support/person.ts";
import { feedFile } from "./support/feed.ts";
import { report } from "./support/figure.ts";
import { memoryOf } from "./support/memory.ts";
import { waitForSync } from "./support/wait_for_sync.ts";

/** Megabytes a product may hold in all its processes of one role. */
const BOUNDS = { embedded: 350, served: 180 };

const { values } = parseArgs({ options: { mode: { type: "string" } }, strict: false });
const mode = values.mode === "embedded" ? "embedded" : "served";

function measure({ processes }: World, when: string): void {
  for (const { role, pid } of processes) {
    const { residentMb, treeMb } = memoryOf(pid);
    report(mode, `${role}, ${when}`, residentMb, "MB", { most: BOUNDS[mode] });
    report(mode, `${role} with its launcher, ${when}`, treeMb, "MB", { most: BOUNDS[mode] });
  }
}

async function load(person: Person, pages: number): Promise<void> {
  const addresses = ["/", "/messages", "/messages/list?days=90", "/connectors", "/settings"];
  for (let i = 0; i < pages; i++) {
    const address = addresses[i % addresses.length]!;
    const { status } = await person.get(address);
    if (status !== 200) throw new Error(`${address} answered ${status}`);
  }
}

const world = await startWorld(mode, { feed: feedFile() });
try {
  const first = await signIn(world.product.url);
  await waitForSync(first);
  measure(world, "after the first sync");
  // one session may load 200 pages a minute, and has used some
  const people = [first, await signIn(world.product.url)];
  for (const person of people) await load(person, 100);
  measure(world, "after 200 pages");
} finally {
  await world.close();
}
