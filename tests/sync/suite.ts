import { arrival } from "./cases/arrival.ts";
import { badInput } from "./cases/bad_input.ts";
import { bindings } from "./cases/bindings.ts";
import { hardCases } from "./cases/hard_cases.ts";
import { runs } from "./cases/runs.ts";
import type { StoreKind } from "../support/both_stores.ts";
import { syncWorld } from "../support/sync_world.ts";

const groups = {
  "what arrives": arrival,
  "what makes rows slip through": hardCases,
  "what the vendor may answer": badInput,
  "which project rows are in": bindings,
  "one run at a time": runs,
};

/** The whole suite on one kind of store: every case with an account and a scope of its own. */
export function syncSuite(kind: StoreKind): void {
  Deno.test({
    name: `the sync on ${kind.name}`,
    ignore: !kind.available,
    async fn(t) {
      const store = await kind.open();
      try {
        for (const [title, cases] of Object.entries(groups)) {
          await t.step(title, async (t) => {
            for (const { name, run } of cases) {
              await t.step(name, async () => {
                const world = await syncWorld(store);
                try {
                  await run(world, store);
                } finally {
                  await world.close();
                }
              });
            }
          });
        }
      } finally {
        await store.close();
      }
    },
  });
}
