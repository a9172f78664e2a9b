/** Before anything is connected, every page answers: with what is missing, never with a failure. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { stores, withProduct } from "../support/app.ts";
import { makeProject } from "../support/sync_world.ts";
import { signIn, type Visitor } from "../support/visitor.ts";

const pagesFolder = decodeURIComponent(new URL("../../routes/(app)", import.meta.url).pathname);

/** Addresses of all pages that need no id, from the files that are there. */
function* addresses(folder = pagesFolder): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (name.startsWith("(") || name.startsWith("_") || name.includes("[")) continue;
    if (isDirectory) yield* addresses(`${folder}/${name}`);
    else if (name.endsWith(".tsx")) {
      const path = `${folder}/${name}`.slice(pagesFolder.length).replace(/\.tsx$/, "");
      yield path.replace(/\/index$/, "") || "/";
    }
  }
}

async function everyPage(visitor: Visitor, more: string[] = []): Promise<void> {
  const wrong: string[] = [];
  for (const path of [...addresses(), ...more].sort()) {
    const { status, text } = await visitor.open(path);
    if (status !== 200) wrong.push(`${path} answered ${status}`);
    else if (
      /\bNaN\b|undefined|Infinity|\[object /.test(text.replace(/<script[\s\S]*?<\/script>/g, ""))
    ) {
      wrong.push(`${path} shows a value that is none`);
    }
  }
  deepEqual(wrong, []);
}

Deno.test("an empty product answers every page, in both languages", async (t) => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const visitor = await signIn(product);
    ok([...addresses()].length > 20, "the pages were not found");

    await t.step("without a project", async () => {
      await everyPage(visitor);
      const { text } = await visitor.open("/");
      match(text, /href="\/connectors/);
      // the first frame waits for the whole top bar
      match(text, /<link [^>]*href="#shell-end"[^>]*blocking="render"/);
      ok(text.indexOf('id="shell-end"') > text.indexOf("</header>"));
    });

    await t.step("with a source that was read, and still without a project", async () => {
      const { services } = product.processes[0]!;
      await services.sql`
        insert into connections (account_scope_id, connector, base_url, external_account_id, status, last_synced_at)
        values (${services.defaultScopeId}, 'chatwoot', 'https://chat.example', '1', 'ok', now())`;
      await services.changed(services.defaultScopeId, ["connections"]);
      await everyPage(visitor);
    });

    await t.step("with projects that hold nothing, one of them chosen", async () => {
      const { services } = product.processes[0]!;
      const id = await makeProject(services.sql, services.defaultScopeId, "acme");
      await services.changed(services.defaultScopeId, ["projects"]);
      await everyPage(visitor, [`/projects/${id}`]);
      equal((await visitor.post("/projects/select", { project_id: id })).status, 303);
      await everyPage(visitor, [`/projects/${id}`]);
    });

    await t.step("in Russian", async () => {
      equal((await visitor.post("/settings/language", { locale: "ru" })).status, 303);
      await everyPage(visitor);
      match((await visitor.open("/")).text, /<html[^>]* lang="ru"/);
    });
  });
});
