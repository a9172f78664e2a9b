import bcrypt from "bcryptjs";
import { Builder } from "fresh/dev";
import { buildOptions } from "@/fresh.config.ts";
import {
  type Clock,
  type Config,
  createLogger,
  loadConfig,
  manualClock,
} from "@/lib/platform/mod.ts";
import { openServices, type Services } from "@/lib/services.ts";
import { createApp } from "@/middleware/application.ts";
import { scratchDatabase } from "./scratch_database.ts";
import { postgresUrl, redisUrl } from "./services.ts";
import { dataFolder } from "./data_folder.ts";

/** Sends a request as the server would, from an address. */
export type Handler = (request: Request, ip?: string) => Promise<Response>;

/** One process of the product, without a port. */
export interface Process {
  services: Services;
  handler: Handler;
}

/** Processes of the product on stores of their own. */
export interface TestProduct {
  /** As many as were asked for; embedded there is one. */
  processes: Process[];
  clock: ReturnType<typeof manualClock>;
  /** Lines logged so far, by all processes. */
  lines: string[];
  /** Address people open. */
  origin: string;
  /** An address nobody else has: limits are kept in a store that tests share. */
  freshIp(): string;
  login: string;
  password: string;
}

/** How to open a product. */
export interface ProductSettings {
  store: Store;
  processes?: number;
  /** Settings by their names in the environment. */
  env?: Record<string, string>;
  /** Answers for the vendors; without it, a request to one is a mistake. */
  fetch?: typeof fetch;
}

/** What a product keeps its data in. */
export type Store = "served" | "embedded";

/** The stores that can be tested here. */
export const stores: Store[] = postgresUrl === null || redisUrl === null
  ? ["embedded"]
  : ["served", "embedded"];

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

let built: ReturnType<typeof build> | undefined;

/** Islands and routes as a build has them, once for all products of a test file. */
function build() {
  return new Builder({ ...buildOptions, root }).build({ snapshot: "memory" });
}

async function openProcess(
  config: Config,
  clock: Clock,
  write: (line: string) => void,
  send: typeof fetch,
): Promise<Process> {
  const log = createLogger({ level: "info", write });
  const services = await openServices(config, { clock, log, fetch: send });
  const app = createApp(services);
  (await (built ??= build()))(app);
  const handler = app.handler();
  return {
    services,
    handler: (request, ip = "127.0.0.1") =>
      handler(request, {
        remoteAddr: { transport: "tcp", hostname: ip, port: 4711 },
        completed: Promise.resolve(),
      }),
  };
}

/** No vendor is connected: a request to one is a mistake. */
const refuseFetch: typeof fetch = () => Promise.reject(new Error("a vendor was called"));

async function openStores(
  store: Store,
): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  if (store === "served") {
    const { url, drop } = await scratchDatabase("http");
    return { env: { DATABASE_URL: url, REDIS_URL: redisUrl! }, drop };
  }
  const folder = await dataFolder("http");
  return { env: { DATA_DIR: folder }, drop: () => Deno.remove(folder, { recursive: true }) };
}

/** Opens a product for the time of a test. */
export async function withProduct(
  { store, processes: count = 1, env = {}, fetch: send = refuseFetch }: ProductSettings,
  use: (product: TestProduct) => Promise<void>,
): Promise<void> {
  const stores = await openStores(store);
  const clock = manualClock(Date.now());
  const lines: string[] = [];
  const login = `owner-${crypto.randomUUID().slice(0, 8)}`;
  const password = "correct horse battery staple";
  const config = loadConfig({
    // a hash of the lowest cost: tests sign in often
    AUTH_CREDENTIALS: `${login}:${await bcrypt.hash(password, 4)}`,
    DB_POOL_SIZE: "4",
    ...stores.env,
    ...env,
  });
  const processes: Process[] = [];
  const network = ["2001", "db8", ...crypto.getRandomValues(new Uint16Array(5))].map((part) =>
    typeof part === "number" ? part.toString(16) : part
  ).join(":");
  let host = 0;
  try {
    for (let n = 0; n < (store === "embedded" ? 1 : count); n++) {
      processes.push(await openProcess(config, clock, (line) => lines.push(line), send));
    }
    await use({
      processes,
      clock,
      lines,
      origin: config.publicUrl ?? "http://127.0.0.1:8000",
      login,
      password,
      freshIp: () => `${network}:${(++host).toString(16)}`,
    });
  } finally {
    for (const { services } of processes) await services.close();
    await stores.drop();
  }
}
