/** The connectors page shows a workspace of Attio in people's words, in both languages. */
import { equal, match, ok } from "node:assert/strict";
import { createConnectors } from "@/lib/connectors/mod.ts";
import {
  createHttpClient,
  createLogger,
  openCache,
  openEventBus,
  systemClock as clock,
} from "@/lib/platform/mod.ts";
import { createAttioFake, fillWithAttioHistory } from "@/sim/mod.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { makeProject } from "../support/sync_world.ts";
import { signIn } from "../support/visitor.ts";

/** Syncs a workspace with a history into a product's scope. */
async function syncInto({ processes: [process] }: TestProduct): Promise<void> {
  const { sql, defaultScopeId } = process!.services;
  const fake = createAttioFake({ limits: { readsPerSecond: 0, writesPerSecond: 0 } });
  fillWithAttioHistory(fake.state, { seed: 1, token: "t" });
  const log = createLogger({ level: "silent" });
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  const pace = { requestsPerSecond: 0 };
  try {
    const connectors = createConnectors({
      ...{ sql, clock, events, log, box: null },
      http: createHttpClient({
        ...{ clock, cache, log, random: () => 0.5 },
        fetch: (input, init) => fake.handler(new Request(input, init)),
      }),
      config: {
        ...{ mode: "served", completenessMinPct: 95, connectorHosts: [] },
        vendorPace: { chatwoot: { ...pace, concurrency: 1 }, linear: pace, attio: pace },
        attio: { baseUrl: "http://attio.test", token: "t", ...pace },
      },
    });
    await connectors.ensureConnections(defaultScopeId);
    const { signal } = new AbortController();
    const [result] = await connectors.sync(defaultScopeId, {
      ...{ mode: "full", trigger: "manual", signal },
    });
    equal(result?.outcome, "succeeded");
    await makeProject(sql, defaultScopeId, "client");
  } finally {
    await events.close();
    await cache.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const words = {
  en: ["Companies", "List entries", "Workspace members", "Deals with company", "Attio company"],
  ru: ["Компании", "Записи в списках", "Участники", "Сделки с компанией", "Компания Attio"],
};

Deno.test("the connectors page shows Attio in people's words, in both languages", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    await syncInto(product);
    const person = await signIn(product);
    for (const [locale, wanted] of Object.entries(words)) {
      await person.post("/settings/language", { locale });
      const { status, text } = await person.open("/connectors");
      equal(status, 200);
      match(text, /Attio · Agency/);
      for (const word of wanted) ok(text.includes(word), `${locale}: ${word}`);
      for (const raw of ["workspace_members", "deals_with_company", "attio_company<"]) {
        ok(!text.includes(`>${raw}`), `${locale}: ${raw} is shown as it is`);
      }
    }
  });
});
