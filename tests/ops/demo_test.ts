import { deepEqual, equal, match, ok } from "node:assert/strict";
import { freePort } from "../../ops/services/free_port.ts";
import { run, waitUntil } from "../../ops/services/process.ts";
import { stopChild } from "../../ops/services/provision.ts";
import { linesOf } from "../../ops/services/summary.ts";
import { compareCharts, compareTiles, type FigureReader, numbers } from "../support/figure_rows.ts";
import { type Person, signIn } from "../support/person.ts";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** What the runtime says by itself: the task it runs, and that named permissions are young. */
const runtimeSays = /^(Task |Warning Permissions in the config file is an experimental feature)/;

/** A copy of the project with data of its own, so that a demo that is running is left alone. */
async function copyProject(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "control-tower-demo-" });
  const left = new Set([".git", "data", "node_modules", "tmp"]);
  const names = [...Deno.readDirSync(root)].map(({ name }) => name).filter((name) =>
    !left.has(name)
  );
  const copied = await run("cp", "-a", ...names.map((name) => root + name), folder);
  ok(copied.ok, copied.stderr);
  const packages = await new Deno.Command(Deno.execPath(), {
    args: ["install"],
    cwd: folder,
    stdout: "null",
    stderr: "null",
  }).output();
  ok(packages.success, "the packages could not be installed");
  return folder;
}

/** Requests a minute that a session has, less some. */
const ALLOWED = 150;

/** Somebody who signs in anew before a session has made too many requests. */
function readerOf(signIn: () => Promise<Person>): FigureReader {
  let made = 0;
  let person: Person | undefined;
  const read = async (path: string) => {
    if (made++ % ALLOWED === 0) person = await signIn();
    const answer = await person!.get(path);
    return { ...answer, json: <T>() => JSON.parse(answer.text) as T };
  };
  return { api: read, open: read };
}

/** Compares again when the demo, which goes on by itself, moved between a figure and its rows. */
async function unlessItMoved(compare: () => Promise<void>): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return await compare();
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

/** Waits until background work has nothing left to do for now. */
async function settled(reader: FigureReader): Promise<void> {
  const done = await waitUntil(async () => {
    const { jobs } = (await reader.api("/api/v1/jobs")).json<
      { jobs: { state: string; next_run_at: string; last_run: unknown }[] }
    >();
    return jobs.every(({ state, next_run_at, last_run }) =>
      state === "waiting" && last_run !== null && Date.parse(next_run_at) > Date.now() + 2_000
    );
  }, 60_000);
  ok(done, "background work does not settle");
}

Deno.test("the demo ends its start with address, login and password, and nothing alarming before", async () => {
  const folder = await copyProject();
  const port = freePort();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "demo", "--port", String(port), "--drip", "0"],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let errors = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) errors += chunk;
  })();
  try {
    const said: string[] = [];
    const lines = linesOf(child.stdout, () => Promise.resolve());
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      said.push(line.value);
      if (line.value.startsWith("Password:")) break;
    }
    deepEqual(said.filter((line) => /^\{|error|warn/i.test(line)), []);
    const [url, login, password] = said.slice(-3);
    ok(said.length > 3, errors);
    equal(url, `URL: http://127.0.0.1:${port}`);
    match(login ?? "", /^Login: \S+$/);
    match(password ?? "", /^Password: \S+$/);
    const [, conversations] = /^(\d+) conversations/m.exec(said.join("\n")) ?? [];
    ok(Number(conversations) > 100, said.join("\n"));

    const value = (line = "") => line.slice(line.indexOf(" ") + 1);
    const person = await signIn(value(url), { login: value(login), password: value(password) });
    const { text } = await person.get("/");
    match(text, new RegExp(`\\b${conversations}\\b`));
    match(text, /<svg/);
    const { projects } = await person.json<{ projects: unknown[] }>("/api/v1/projects");
    ok(projects.length > 1);

    const enter = () => signIn(value(url), { login: value(login), password: value(password) });
    const reader = readerOf(enter);
    await unlessItMoved(async () => {
      await settled(reader);
      const { overview, trends } = await numbers(reader);
      await compareTiles(reader, overview, "");
      const [worst] = overview.clients;
      const own = await numbers(reader, `projects=${worst!.project_id}`);
      await compareTiles(reader, own.overview, `project_id=${worst!.project_id}&part=client`);
      await compareCharts(reader, overview, trends);
    });
  } finally {
    await stopChild(child);
    await Deno.remove(folder, { recursive: true });
  }
  equal((await child.status).code, 0);
  await reading;
  deepEqual(errors.split("\n").filter((line) => line !== "" && !runtimeSays.test(line)), []);
});
