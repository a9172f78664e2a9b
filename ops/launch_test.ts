import { deepEqual, equal, match } from "node:assert/strict";
import { postgresUrl, redisUrl } from "@/tests/support/services.ts";
import { loadConfig } from "@/lib/platform/mod.ts";
import { runChild } from "./child_process.ts";
import { cleanEnvironment, networkEndpoints, permissionFlags } from "./permissions.ts";

const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);
const least = { AUTH_CREDENTIALS: "owner:pw" };

/** Runs the launcher with nothing in its environment but what is given. */
async function launch(role: string, env: Record<string, string>) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", here("./launch.ts"), role],
    clearEnv: true,
    env: { ...runtime(), ...env },
    stdout: "null",
    stderr: "piped",
  }).output();
  return { code, text: new TextDecoder().decode(stderr) };
}

/** What the runtime needs to find its caches. */
function runtime(): Record<string, string> {
  return Object.fromEntries(["HOME", "DENO_DIR"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

Deno.test("the network is the process's own port, its stores and the vendors", () => {
  const served = loadConfig({
    ...least,
    HOST: "0.0.0.0",
    PORT: "9000",
    DATABASE_URL: "postgres://u:p@db.internal/ct",
    REDIS_URL: "rediss://cache.internal:6380/1",
    CHATWOOT_ACCOUNT_ID: "1",
    CHATWOOT_API_TOKEN: "t",
    LINEAR_BASE_URL: "http://linear.internal:3000",
    LINEAR_API_KEY: "k",
    CONNECTOR_HOSTS: "app.chatwoot.com,chat.internal:8443",
  });
  deepEqual(networkEndpoints(served), [
    "0.0.0.0:9000",
    "db.internal:5432",
    "cache.internal:6380",
    "app.chatwoot.com:443",
    "linear.internal:3000",
    "chat.internal:8443",
  ]);
  const embedded = loadConfig({
    ...least,
    HOST: "::1",
    EMBEDDED_DATABASE_PORT: "15432",
    CONNECTOR_HOSTS: "api.attio.com",
  });
  deepEqual(networkEndpoints(embedded), ["[::1]:8000", "127.0.0.1:15432", "api.attio.com:443"]);
});

Deno.test("a child's environment holds known names and what the runtime needs", () => {
  const config = loadConfig({ ...least, EMBEDDED_DATABASE_PORT: "15432" });
  const settings = { ...least, PATH: "/bin", HOME: "/home/ct", AWS_SECRET: "x", PORT: "" };
  deepEqual(cleanEnvironment(settings, config), {
    AUTH_CREDENTIALS: "owner:pw",
    HOME: "/home/ct",
    EMBEDDED_DATABASE_PORT: "15432",
    MALLOC_ARENA_MAX: "2",
    MALLOC_MMAP_THRESHOLD_: "65536",
    MALLOC_TRIM_THRESHOLD_: "131072",
  });
});

/** The settings of a process in each mode, or null where the services for it are missing. */
function settingsOf(mode: "embedded" | "served", port: number): Record<string, string> | null {
  if (mode === "embedded") return { EMBEDDED_DATABASE_PORT: String(port) };
  return postgresUrl === null || redisUrl === null
    ? null
    : { DATABASE_URL: postgresUrl, REDIS_URL: redisUrl };
}

for (const mode of ["embedded", "served"] as const) {
  Deno.test({
    name: `${mode}: a process does what it needs; anything else fails in the runtime`,
    ignore: settingsOf(mode, 0) === null,
    fn: () => probe(mode),
  });
}

async function probe(mode: "embedded" | "served"): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  const serve = () =>
    Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => new Response());
  const [vendor, other] = [serve(), serve()];
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  free.close();
  try {
    const settings = {
      ...least,
      ...runtime(),
      ...settingsOf(mode, free.addr.port),
      DATA_DIR: dataDir,
      PORT: "0",
      CHATWOOT_BASE_URL: `http://127.0.0.1:${vendor.addr.port}`,
      CHATWOOT_ACCOUNT_ID: "1",
      CHATWOOT_API_TOKEN: "t",
    };
    const config = loadConfig(settings);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-lock",
        ...permissionFlags(config, root),
        here("./testdata/probe.ts"),
        config.chatwoot?.baseUrl ?? "",
        `http://127.0.0.1:${other.addr.port}`,
        root,
      ],
      cwd: root,
      clearEnv: true,
      env: { ...cleanEnvironment(settings, config), CT_PROBE_INHERITED: "seen" },
    }).output();
    equal(code, 0, new TextDecoder().decode(stderr));
    deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
      one: 1,
      metrics: true,
      listen: "allowed",
      vendor: "allowed",
      elsewhere: "NotCapable",
      otherPort: "NotCapable",
      readSettings: "NotCapable",
      readSystem: "NotCapable",
      writeCode: "NotCapable",
      run: "NotCapable",
      inherited: null,
      login: "owner:pw",
    });
  } finally {
    await Promise.all([vendor.shutdown(), other.shutdown()]);
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("a broken setting ends the start with its name, the reason and the fix", async () => {
  const missing = await launch("web", {});
  equal(missing.code, 1);
  match(missing.text, /^Cannot start\. AUTH_CREDENTIALS: is not set\. .*hash-password/);
  const broken = await launch("web", { ...least, PORT: "many" });
  match(broken.text, /PORT: must be a whole number/);
  equal(broken.text.includes("many"), false);
});

Deno.test("a taken port is named with the fix", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { code, text } = await launch("web", { ...least, PORT: String(taken.addr.port) });
  taken.close();
  equal(code, 1);
  match(text, new RegExp(`port ${taken.addr.port} on 127\\.0\\.0\\.1 is taken\\. .*set PORT`));
});

Deno.test("a worker without a served database, and an unknown role, are refused", async () => {
  const worker = await launch("worker", least);
  equal(worker.code, 1);
  match(worker.text, /DATABASE_URL: is not set/);
  const unknown = await launch("both", least);
  equal(unknown.code, 2);
  match(unknown.text, /web\|worker\|migrate/);
});

Deno.test("signals reach the process and its exit code comes back", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const launcher = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", here("./testdata/launching.ts"), "7"],
      stdout: "piped",
    }).spawn();
    const output = launcher.stdout.pipeThrough(new TextDecoderStream()).getReader();
    match((await output.read()).value ?? "", /ready/);
    launcher.kill(signal);
    equal((await launcher.status).code, 7);
    await output.cancel();
  }
});

Deno.test("a child that a signal ended counts as 128 and its number", async () => {
  const code = await runChild({
    flags: ["-A", "--no-lock"],
    entry: here("./testdata/killed.ts"),
    cwd: root,
    env: runtime(),
  });
  equal(code, 137);
});
