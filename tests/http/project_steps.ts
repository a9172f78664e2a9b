import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Cache } from "@/lib/platform/mod.ts";
import type { Process, TestProduct } from "../support/app.ts";
import { signIn, type Visitor } from "../support/visitor.ts";

interface Project {
  id: string;
  name: string;
}

async function createProject(visitor: Visitor, name: string): Promise<Project> {
  const made = await visitor.api("POST", "/projects", { name });
  equal(made.status, 201, made.text);
  return made.json<{ project: Project }>().project;
}

/** The project a process shows to somebody: by the API, and by the switcher of a page. */
async function shownBy(visitor: Visitor, process: Process): Promise<(string | null)[]> {
  const session = (await visitor.ask("/api/v1/session", { process })).json<
    { project_id: string | null }
  >();
  const page = await visitor.open("/settings", process);
  const label = /data-testid="project-switcher"[\s\S]*?class="menu-label">([^<]*)</.exec(page.text);
  return [session.project_id, label?.[1] ?? null];
}

/** Lets a process believe nothing that it has cached. */
function withoutCache({ services }: Process): () => void {
  const { cache } = services;
  const kept: Pick<Cache, "get" | "set" | "setIfAbsent"> = {
    get: cache.get,
    set: cache.set,
    setIfAbsent: cache.setIfAbsent,
  };
  const away = () => Promise.reject(new Error("the cache is away"));
  Object.assign(cache, { get: away, set: away, setIfAbsent: away });
  return () => Object.assign(cache, kept);
}

/** Making projects and choosing one. */
export async function projectSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const visitor = await signIn(product);
  const [acme, borealis] = [
    await createProject(visitor, "Acme"),
    await createProject(visitor, "Borealis"),
  ];
  const { processes } = product;

  await test.step("a chosen project holds from the very next request, on every process", async () => {
    for (const choosing of processes) {
      for (const asked of processes) {
        for (
          const [id, name] of [[acme.id, "Acme"], [borealis.id, "Borealis"], ["", null]] as const
        ) {
          // whatever was cached of the session before is there
          for (const process of processes) await visitor.ask("/api/v1/session", { process });
          const chosen = await visitor.post(
            "/projects/select",
            { project_id: id, return_to: "/settings" },
            choosing,
          );
          deepEqual([chosen.status, chosen.headers.get("location")], [303, "/settings"]);
          deepEqual(await shownBy(visitor, asked), [id || null, name ?? "All projects"]);
        }
      }
    }
  });

  await test.step("and by the API", async () => {
    for (const process of processes) {
      for (const id of [acme.id, borealis.id, null]) {
        for (const other of processes) await visitor.ask("/api/v1/session", { process: other });
        const chosen = await visitor.api("PATCH", "/session", { project_id: id }, { process });
        equal(chosen.status, 200, chosen.text);
        for (const asked of processes) equal((await shownBy(visitor, asked))[0], id);
      }
    }
  });

  await test.step("with the cache away as well", async () => {
    const back = processes.map(withoutCache);
    try {
      for (const id of [acme.id, borealis.id, ""]) {
        equal((await visitor.post("/projects/select", { project_id: id })).status, 303);
        for (const asked of processes) equal((await shownBy(visitor, asked))[0], id || null);
      }
    } finally {
      for (const restore of back) restore();
    }
  });

  await test.step("the choice is the session's own", async () => {
    const other = await signIn(product);
    await other.post("/projects/select", { project_id: acme.id });
    equal((await shownBy(visitor, processes[0]!))[0], null);
    equal((await shownBy(other, processes[0]!))[0], acme.id);
  });

  await test.step("a project outside the scope cannot be chosen, and a broken id is refused", async () => {
    const unknown = crypto.randomUUID();
    equal((await visitor.post("/projects/select", { project_id: unknown })).status, 404);
    equal((await visitor.post("/projects/select", { project_id: "acme" })).status, 400);
    equal((await visitor.api("PATCH", "/session", { project_id: unknown })).status, 404);
    equal((await visitor.api("PATCH", "/session", { project_id: "acme" })).status, 400);
  });

  await test.step("an archived project is chosen no more, by anyone, at once", async () => {
    await visitor.post("/projects/select", { project_id: borealis.id });
    for (const process of processes) equal((await shownBy(visitor, process))[0], borealis.id);
    const form = { action: "archive", project_id: borealis.id };
    const archived = await visitor.post("/settings/projects", form);
    equal(archived.headers.get("location"), "/settings/projects?done=archive");
    for (const process of processes) {
      deepEqual(await shownBy(visitor, process), [null, "All projects"]);
    }
    const page = await visitor.open("/settings/projects?done=archive");
    match(page.text, /data-testid="archived-projects"[\s\S]*Borealis/);
    await visitor.post("/settings/projects", { ...form, action: "restore" });
    for (const process of processes) equal((await shownBy(visitor, process))[0], borealis.id);
    ok(!(await visitor.open("/settings/projects")).text.includes("archived-projects"));
  });

  await test.step("language and theme hold from the next request on, on every process", async () => {
    for (const process of processes) {
      await visitor.post("/settings/language", { locale: "ru" }, process);
      await visitor.post("/settings/theme", { theme: "dark" }, process);
      for (const asked of processes) {
        const page = await visitor.open("/settings", asked);
        match(page.text, /<html lang="ru" data-theme="dark">/);
      }
      await visitor.api("PATCH", "/session", { locale: "en", theme: null }, { process });
      for (const asked of processes) {
        match((await visitor.open("/settings", asked)).text, /<html lang="en">/);
      }
    }
  });

  await test.step("the scope's language and time zone hold for who has chosen none", async () => {
    const fresh = await signIn(product);
    const form = { default_locale: "ru", time_zone: "Asia/Tbilisi" };
    equal((await visitor.post("/settings", form)).headers.get("location"), "/settings?done=saved");
    for (const process of processes) {
      match((await fresh.open("/settings", process)).text, /<html lang="ru"/);
      match((await visitor.open("/settings", process)).text, /<html lang="en"/);
      const { scope } = (await visitor.ask("/api/v1/scope", { process })).json<
        { scope: unknown }
      >();
      deepEqual({ ...scope as object, id: "" }, {
        id: "",
        locale: "ru",
        time_zone: "Asia/Tbilisi",
      });
    }
    const back = await visitor.api("PATCH", "/scope", { locale: "en", time_zone: "UTC" });
    equal(back.status, 200);
    for (const zone of ["Mars/Olympus", "", "+02:00", "utc\u0000"]) {
      equal((await visitor.api("PATCH", "/scope", { time_zone: zone })).status, 400, zone);
      equal((await visitor.post("/settings", { ...form, time_zone: zone })).status, 400, zone);
    }
  });
}
