import { join, resolve } from "node:path";
import { type Config, ENVIRONMENT_NAMES } from "@/lib/platform/mod.ts";

/** What a process may read of the project, beside its data: code, packages, assets, no settings. */
const READABLE = [
  "_fresh",
  "components",
  "define.ts",
  "deno.json",
  "fresh",
  "fresh.config.ts",
  "islands",
  "lib",
  "main.ts",
  "middleware",
  "migrations",
  "node_modules",
  "ops",
  "routes",
  "static",
  "view.ts",
  "workers",
];

/** Names the runtime itself reads; given to the child, not readable by its code. */
const RUNTIME_NAMES = [
  "DENO_DIR",
  "DENO_NO_UPDATE_CHECK",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "HOME",
  "NO_COLOR",
];

const DEFAULT_PORTS: Record<string, string> = {
  "http:": "80",
  "https:": "443",
  "postgres:": "5432",
  "postgresql:": "5432",
  "redis:": "6379",
  "rediss:": "6379",
};

function endpoint(address: string): string {
  const url = new URL(address);
  return `${url.hostname}:${url.port || DEFAULT_PORTS[url.protocol]}`;
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/**
 * Embedded, the whole product shares a few hundred megabytes with PostgreSQL: WebAssembly keeps its
 * first compilation (as fast for this load, 40 MB less), and the heap is kept small.
 */
const EMBEDDED_MEMORY = "--v8-flags=--liftoff-only,--optimize-for-size,--max-semi-space-size=2";

/**
 * Served, young garbage is collected early, so that a process does not grow with each page it
 * renders. A worker's heap is kept small as well: it has nobody waiting, and a backfill to hold.
 */
const SERVED_MEMORY = {
  web: "--v8-flags=--max-semi-space-size=8",
  worker: "--v8-flags=--optimize-for-size,--max-semi-space-size=4",
};

/** The flag that sets how a process deals with memory. */
export function memoryFlag(mode: Config["mode"], role: "web" | "worker"): string {
  return mode === "embedded" ? EMBEDDED_MEMORY : SERVED_MEMORY[role];
}

/** The network addresses a process may use: its own, its stores', the vendors'. */
export function networkEndpoints(config: Config): string[] {
  const addresses = [
    config.databaseUrl,
    config.redisUrl,
    ...[config.chatwoot, config.linear, config.attio].map((source) => source?.baseUrl ?? null),
    config.embeddings?.url ?? null,
    config.answerModel?.url ?? null,
    ...config.connectorHosts.map((host) => `https://${host}`),
  ].filter((address) => address !== null);
  return [
    `${bracketed(config.host)}:${config.port}`,
    ...(config.mode === "embedded" ? [`127.0.0.1:${config.embeddedDatabasePort}`] : []),
    ...new Set(addresses.map(endpoint)),
  ];
}

/**
 * The flags of a process that may do what its configuration needs and nothing else.
 *
 * @param root the project's folder
 * @param role what the process does most: answer, or work in the background
 */
export function permissionFlags(
  config: Config,
  root: string,
  role: "web" | "worker" = "web",
): string[] {
  const data = resolve(root, config.dataDir);
  const readable = [...READABLE.map((name) => join(root, name)), data];
  return [
    "--no-prompt",
    "--cached-only",
    // packages are used as they are installed: looking after them takes time, and writes beside them
    "--node-modules-dir=manual",
    `--allow-net=${networkEndpoints(config).join(",")}`,
    `--allow-read=${readable.join(",")}`,
    `--allow-write=${data}`,
    `--allow-env=${ENVIRONMENT_NAMES.join(",")}`,
    // packages look for variables of their own: they find none, instead of failing
    "--ignore-env",
    "--allow-sys=hostname",
    memoryFlag(config.mode, role),
  ];
}

/**
 * Read by the C library before anything runs: large buffers are given back when they are done with,
 * instead of being kept for the next ones. Embedded that is an eighth of the memory.
 */
const ALLOCATOR = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_MMAP_THRESHOLD_: "65536",
  MALLOC_TRIM_THRESHOLD_: "131072",
};

/** The environment of a process: known settings and what the runtime needs, nothing inherited. */
export function cleanEnvironment(
  settings: Record<string, string | undefined>,
  config: Config,
): Record<string, string> {
  const kept = [...ENVIRONMENT_NAMES, ...RUNTIME_NAMES].flatMap((name) => {
    const value = settings[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    ...ALLOCATOR,
    EMBEDDED_DATABASE_PORT: String(config.embeddedDatabasePort),
  };
}
