import { scratchDatabase } from "../support/scratch_database.ts";
import { redisUrl } from "../support/services.ts";
import { type Product, type ProductOptions, startProduct } from "../support/product.ts";
import { type StandIn, startStandIn } from "../../ops/demo/stand_in.ts";
import type { AccountCounts } from "@/sim/mod.ts";
import { dataFolder } from "../support/data_folder.ts";

/** A run mode of the product. */
export type Mode = "embedded" | "served";

/** A product in one of its run modes beside a stand-in of Chatwoot. */
export interface World {
  mode: Mode;
  product: Product;
  /** The web process, and in served mode the worker. */
  processes: readonly Product[];
  standIn: StandIn;
  /** What the stand-in counts itself. */
  counts(): Promise<AccountCounts>;
  /** A client writes (or the team answers, with `incoming: false`) in a conversation. */
  write(content: string, options?: { conversation_id?: number; incoming?: boolean }): Promise<void>;
  /** Settings the product was started with. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Token of the stand-in's administrator. */
export const TOKEN = "e2e-token";

/**
 * Settings of a product with stores of its own in the given mode, and connected to a stand-in unless
 * a person is to do that.
 */
export async function settingsFor(
  mode: Mode,
  standIn: StandIn,
  connected = true,
): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const account = {
    CHATWOOT_BASE_URL: standIn.url,
    CHATWOOT_ACCOUNT_ID: "1",
    CHATWOOT_API_TOKEN: TOKEN,
  };
  const chatwoot = {
    ...(connected ? account : {}),
    CONNECTOR_HOSTS: new URL(standIn.url).host,
    SECRET_KEY: "a-key-of-the-tests-with-32-characters",
    CHATWOOT_REQUESTS_PER_SECOND: "0",
    CHATWOOT_CONCURRENCY: "8",
    SYNC_CADENCE_SECONDS: "3600",
    TIME_ZONE: "Europe/Berlin",
  };
  if (mode === "served") {
    const database = await scratchDatabase("e2e");
    const env = { ...chatwoot, DATABASE_URL: database.url, REDIS_URL: redisUrl! };
    return { env, drop: database.drop };
  }
  const folder = await dataFolder("e2e");
  return {
    env: { ...chatwoot, DATA_DIR: folder },
    drop: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Starts a stand-in and the product's processes. */
export async function startWorld(
  mode: Mode,
  options: { feed?: string; connected?: boolean; product?: Partial<ProductOptions> } = {},
): Promise<World> {
  const standIn = await startStandIn({
    feed: options.feed ?? null,
    token: TOKEN,
    seed: 1,
    drip: 0,
    control: true,
  });
  const { env, drop } = await settingsFor(mode, standIn, options.connected);
  const started: Product[] = [];
  const close = async () => {
    for (const process of started) await process.stop();
    await standIn.stop();
    await drop();
  };
  try {
    const product = await startProduct({ env, ...options.product });
    started.push(product);
    if (mode === "served") started.push(await startProduct({ env, role: "worker" }));
    return {
      mode,
      product,
      processes: started,
      standIn,
      env,
      close,
      counts: async () =>
        await (await fetch(`${standIn.url}/_sim/counts?time_zone=Europe/Berlin`)).json(),
      async write(content, { incoming = true, conversation_id } = {}) {
        const body = JSON.stringify({ content, incoming, conversation_id });
        const reply = await fetch(`${standIn.url}/_sim/messages`, { method: "POST", body });
        if (!reply.ok) throw new Error(await reply.text());
        await reply.body?.cancel();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The run modes that can be tested here. */
export function modes(): Mode[] {
  return redisUrl === null ? ["embedded"] : ["embedded", "served"];
}
