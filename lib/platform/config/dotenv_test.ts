import { deepEqual, equal, throws } from "node:assert/strict";
import { ConfigError } from "../errors.ts";
import { mergeEnvironment, parseDotEnv, readDotEnv } from "./dotenv.ts";
import { ENVIRONMENT, ENVIRONMENT_NAMES, environmentVariable } from "./environment.ts";
import { loadConfig } from "./load.ts";

const example = new URL("../../../.env.example", import.meta.url);

Deno.test("lines, comments, quotes and exports are read", () => {
  deepEqual(
    parseDotEnv([
      "# comment",
      "",
      "A=1",
      "export B = two words ",
      "C='$2b$12$raw # kept'",
      'D="line\\nbreak"',
      "E=value # comment",
      "F=",
      "G=a=b",
    ].join("\r\n")),
    {
      A: "1",
      B: "two words",
      C: "$2b$12$raw # kept",
      D: "line\nbreak",
      E: "value",
      F: "",
      G: "a=b",
    },
  );
});

Deno.test("a broken line is named by number, its content is not shown", () => {
  throws(
    () => parseDotEnv("A=1\nhunter2"),
    (error: unknown) =>
      error instanceof ConfigError && error.message.includes("line 2") &&
      !error.message.includes("hunter2"),
  );
  throws(() => parseDotEnv("A='hunter2"), /line 1 opens a quote/);
});

Deno.test("a missing file is empty, an unknown name in one is refused", async () => {
  const folder = await Deno.makeTempDir();
  try {
    deepEqual(readDotEnv(`${folder}/.env`), {});
    await Deno.writeTextFile(`${folder}/.env`, "PORT=9000\nPOSTGRES_PASSWORD=x\n");
    deepEqual(readDotEnv(`${folder}/.env`), { PORT: "9000", POSTGRES_PASSWORD: "x" });
    await Deno.writeTextFile(`${folder}/.env`, "PRT=9000\n");
    throws(() => readDotEnv(`${folder}/.env`), /PRT: there is no setting.*Did you mean PORT\?/);
    await Deno.remove(`${folder}/.env`);
    await Deno.mkdir(`${folder}/.env`);
    throws(() => readDotEnv(`${folder}/.env`), ConfigError);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the environment wins over the file, an empty value does not", () => {
  deepEqual(mergeEnvironment({ A: "file", B: "file", C: "file" }, { A: "env", B: "", D: "env" }), {
    A: "env",
    B: "file",
    C: "file",
    D: "env",
  });
});

Deno.test(".env.example documents every setting, in order, and nothing else", async () => {
  const text = await Deno.readTextFile(example);
  const named = [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
  deepEqual([...named].sort(), ENVIRONMENT.map((variable) => variable.name).sort());
  equal(new Set(named).size, named.length);
});

Deno.test(".env.example shows the values that hold when a setting is absent", async () => {
  const text = await Deno.readTextFile(example);
  const least = { AUTH_CREDENTIALS: "owner:pw" };
  const shown = parseDotEnv(
    text.replace(/^# ([A-Z][A-Z0-9_]+=.+)$/gm, "$1").replace(/^AUTH_CREDENTIALS=.*$/m, ""),
  );
  for (const name of ["PUBLIC_URL", "TRUST_PROXY", "DATABASE_URL", "REDIS_URL"]) delete shown[name];
  delete shown.CHATWOOT_ACCOUNT_ID;
  deepEqual(loadConfig({ ...shown, ...least }), loadConfig(least));
});

Deno.test("every documented example is accepted", () => {
  for (const { name, example } of ENVIRONMENT) {
    if (name.startsWith("CHATWOOT_") || /^(DATABASE|REDIS)_URL$/.test(name)) continue;
    if (name === "METRICS_TOKEN") continue;
    loadConfig({ AUTH_CREDENTIALS: "owner:pw", [name]: example.replace("…", "x") });
  }
  loadConfig(Object.fromEntries(
    ENVIRONMENT.map(({ name, example }) => [
      name,
      name === "METRICS_TOKEN" ? "0f3c0f3c0f3c0f3c" : example.replace("…", "x"),
    ]),
  ));
});

Deno.test("the names given to a process leave out those of the compose file", () => {
  equal(ENVIRONMENT_NAMES.includes("POSTGRES_PASSWORD"), false);
  equal(ENVIRONMENT_NAMES.includes("AUTH_CREDENTIALS"), true);
  equal(environmentVariable("REDIS_URL")?.secret, true);
  equal(environmentVariable("PATH"), null);
});
