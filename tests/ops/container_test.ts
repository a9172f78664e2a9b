import { deepEqual, equal, match, ok } from "node:assert/strict";
import { parse } from "yaml";
import { ENVIRONMENT, loadConfig } from "@/lib/platform/mod.ts";
import { permissionFlags } from "../../ops/permissions.ts";
import { files, root, sources } from "../house/sources.ts";
import { environmentOf, execForm, lastOf, readDockerfile, stagesOf } from "./dockerfile.ts";

const read = (path: string) => Deno.readTextFileSync(root + path);
const stages = stagesOf(readDockerfile(read("Dockerfile")));
const image = stages.at(-1)!;

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  ports?: string[];
  expose?: string[];
  env_file?: string;
  environment?: Record<string, string>;
  read_only?: boolean;
  mem_limit?: string;
  cpus?: number;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  network_mode?: string;
  privileged?: boolean;
  cap_drop?: string[];
  stop_grace_period?: string;
}

const compose = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<"web" | "worker" | "database" | "redis", Service>;
};
const { web, worker, database, redis } = compose.services;

Deno.test("the image is built in stages; the last has the application and no package manager", () => {
  ok(stages.length >= 2);
  match(lastOf(image, "FROM"), /^debian:[a-z]+-slim$/);
  const runs = image.filter(({ word }) => word === "RUN").map(({ rest }) => rest);
  deepEqual(runs.filter((command) => /\b(npm|npx|deno|apt-get|curl|wget)\b/.test(command)), []);
  const copied = image.filter(({ word }) => word === "COPY").map(({ rest }) => rest);
  ok(copied.every((rest) => rest.startsWith("--from=")));
  const installs = stages.flat().filter(({ rest }) => rest.includes("deno@"));
  deepEqual(installs.map(({ rest }) => /deno@(\S+)/.exec(rest)?.[1]), [Deno.version.deno]);
  ok(stages.flat().some(({ rest }) => rest === "deno install --frozen"), "the lock file decides");
});

Deno.test("the image runs as uid 1001, which owns nothing but its data folder", () => {
  equal(lastOf(image, "USER"), "1001");
  const words = image.map(({ word }) => word);
  ok(words.indexOf("USER") < words.indexOf("ENTRYPOINT"));
  match(image.find(({ word }) => word === "RUN")?.rest ?? "", /useradd --uid 1001 .*nologin/);
  deepEqual(image.filter(({ rest }) => /chown|--owner/.test(rest)).map(({ rest }) => rest), [
    "install --directory --owner=1001 --group=1001 /app/data",
  ]);
  equal(lastOf(image, "VOLUME"), environmentOf(image).DATA_DIR);
});

Deno.test("no command of the image or the compose file goes through a shell", () => {
  const commands = [
    execForm(lastOf(image, "ENTRYPOINT")),
    execForm(lastOf(image, "CMD")),
    execForm(lastOf(image, "HEALTHCHECK")),
    ...Object.values(compose.services).flatMap(({ command, healthcheck }) => [
      ...command === undefined ? [] : [command],
      ...healthcheck?.test === undefined ? [] : [healthcheck.test],
    ]),
  ];
  ok(commands.length >= 7);
  for (const command of commands) {
    ok(Array.isArray(command), `${command}`);
    deepEqual(command.filter((word) => /^(CMD-SHELL|sh|bash|\/bin\/sh|-c)$/.test(word)), []);
  }
});

Deno.test("the product starts no program; the launcher starts the runtime alone", () => {
  const starting = /\bDeno\.Command\b|node:child_process|\bDeno\.run\b/;
  const product = [...sources()].filter((path) =>
    /^(lib|routes|islands|components|middleware|workers|main\.ts|ops\/(web|worker|migrate)\.ts)/
      .test(path) && !/_test\.tsx?$|\/testdata\//.test(path)
  );
  ok(product.length > 50);
  deepEqual(product.filter((path) => starting.test(read(path))), []);
  const config = loadConfig({ AUTH_CREDENTIALS: "owner:pw" });
  deepEqual(
    permissionFlags(config, root).filter((flag) => /^(--allow-(run|ffi|all)|-A)/.test(flag)),
    [],
  );
  const launcher = execForm(lastOf(image, "ENTRYPOINT"));
  deepEqual(launcher.filter((word) => /^(-A|--allow-(all|write|ffi|run))/.test(word)), [
    "--allow-run=/usr/local/bin/deno",
  ]);
});

Deno.test("everything the processes read comes into the image, and no secret or local state", () => {
  const ignored = read(".dockerignore").split("\n").filter((line) => line !== "");
  for (const name of [".env*", ".git", "data", "node_modules", "_fresh"]) {
    ok(ignored.includes(name), name);
  }
  const config = loadConfig({ AUTH_CREDENTIALS: "owner:pw", DATA_DIR: "/elsewhere" });
  const readable = permissionFlags(config, "/app").find((flag) =>
    flag.startsWith("--allow-read=")
  )!;
  const made = ["_fresh", "node_modules", "/elsewhere"];
  const needed = readable.slice("--allow-read=".length).split(",").map((path) =>
    path.replace("/app/", "")
  )
    .filter((path) => !made.includes(path));
  ok(needed.length > 10);
  deepEqual(needed.filter((path) => ignored.includes(path)), []);
  // nothing that stays imports what is left out
  const left = /from "(?:@\/|(?:\.\.\/)+)(?:tests|bench|sim|docs)\//;
  const kept = [...files(root.slice(0, -1), /\.tsx?$/)].filter((path) =>
    !/^(tests|bench|sim|docs|fresh\/tests)\/|_test\.tsx?$|^ops\/(demo|search|services)|^ops\/eval_/
      .test(path)
  );
  deepEqual(kept.filter((path) => left.test(read(path))), []);
});

Deno.test("database and Redis are published nowhere; the web process alone is", () => {
  for (const service of [database, redis, worker]) {
    deepEqual([service.ports, service.network_mode], [undefined, undefined]);
  }
  deepEqual(web.ports, ["${PUBLISHED_PORT:-8000}:8000"]);
  match(database.image!, /^pgvector\/pgvector:[\d.]+-pg(1[5-9]|[2-9]\d)$/);
  match(redis.image!, /^redis:([7-9]|\d\d)/);
});

Deno.test("each container has its limits", () => {
  const limits = Object.entries(compose.services).map(([name, { mem_limit }]) => [name, mem_limit]);
  deepEqual(Object.fromEntries(limits), {
    web: "512m",
    worker: "512m",
    database: "1g",
    redis: "256m",
  });
  for (const { cpus } of Object.values(compose.services)) ok(typeof cpus === "number" && cpus > 0);
  // Redis has to give way before its container's limit does
  const most = redis.command![redis.command!.indexOf("--maxmemory") + 1]!;
  ok(parseInt(most) < 256 && most.endsWith("mb"));
});

Deno.test("web and worker are one image with a root that is read-only", () => {
  for (const service of [web, worker]) {
    deepEqual(
      [service.build, service.image, service.read_only, service.cap_drop, service.privileged],
      [".", "control-tower:latest", true, ["ALL"], undefined],
    );
    // longer than a worker's orderly end, 30 s
    ok(parseInt(service.stop_grace_period!) > 30);
  }
  deepEqual([web.command, worker.command], [["web"], ["worker"]]);
});

Deno.test("what is needed is healthy before what needs it starts", () => {
  equal(typeof lastOf(image, "HEALTHCHECK"), "string");
  equal(web.healthcheck, undefined, "the image's own check holds");
  for (const service of [database, redis]) ok((service.healthcheck?.test?.length ?? 0) > 1);
  for (const { depends_on } of [web, worker]) {
    deepEqual(depends_on, {
      database: { condition: "service_healthy" },
      redis: { condition: "service_healthy" },
    });
  }
});

Deno.test("settings come from .env alone, and what the file adds makes a served product", () => {
  const known = new Set(ENVIRONMENT.map(({ name }) => name));
  const used = read("docker-compose.yml").matchAll(/\$\{(\w+)/g);
  deepEqual([...used].map(([, name]) => name!).filter((name) => !known.has(name)), []);
  deepEqual([web.env_file, worker.env_file], [".env", ".env"]);
  deepEqual(web.environment, worker.environment);
  const password = "a-long-password";
  equal(database.environment?.POSTGRES_PASSWORD, "${POSTGRES_PASSWORD:?set it in .env}");
  const given = Object.entries({ ...environmentOf(image), ...web.environment }).map((
    [name, value],
  ) => [name, value.replace("${POSTGRES_PASSWORD:?set it in .env}", password)]);
  const config = loadConfig({
    AUTH_CREDENTIALS: "owner:pw",
    ...Object.fromEntries(given.filter(([name]) => known.has(name!))),
  });
  const { mode, host, port, databaseUrl, redisUrl } = config;
  deepEqual({ mode, host, port, databaseUrl, redisUrl }, {
    mode: "served",
    host: "0.0.0.0",
    port: 8000,
    databaseUrl: `postgres://control_tower:${password}@database:5432/control_tower`,
    redisUrl: "redis://redis:6379",
  });
});
