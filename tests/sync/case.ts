import type { SyncWorld, WorldStore } from "../support/sync_world.ts";

/** A case that is run on every store, each time with an account and a scope of its own. */
export interface SyncCase {
  name: string;
  run(world: SyncWorld, store: WorldStore): Promise<void>;
}

/** Collects cases. */
export function collect(): { cases: SyncCase[]; test(name: string, run: SyncCase["run"]): void } {
  const cases: SyncCase[] = [];
  return { cases, test: (name, run) => void cases.push({ name, run }) };
}
