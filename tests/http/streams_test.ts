import { deepEqual, equal, match } from "node:assert/strict";
import { type Process, stores, type TestProduct, withProduct } from "../support/app.ts";
import { script, signIn, visit, type Visitor } from "../support/visitor.ts";

/** An event stream somebody has opened at a process. */
async function listen(product: TestProduct, visitor: Visitor, process: Process) {
  const headers = new Headers();
  if (visitor.cookies.size > 0) {
    headers.set(
      "cookie",
      [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    );
  }
  const reply = await process.handler(
    new Request(`${product.origin}/events`, { headers }),
    visitor.ip,
  );
  return { reply, ended: endOf(reply) };
}

/** Reads a stream to its end. Returns what it brought. */
async function endOf(reply: Response): Promise<string> {
  return await reply.text();
}

Deno.test("event streams are for who is signed in", async () => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const refused = await visit(product).ask("/events", {
      headers: { accept: "text/event-stream" },
    });
    deepEqual([refused.status, refused.json().error], [401, "unauthorized"]);
    const visitor = await signIn(product);
    const [process] = product.processes;
    const { reply, ended } = await listen(product, visitor, process!);
    equal(reply.status, 200);
    match(reply.headers.get("content-type")!, /^text\/event-stream/);
    equal(reply.headers.get("cache-control"), "no-store");
    equal(process!.services.live.connections(), 1);
    process!.services.live.close();
    match(await ended, /event: connected/);
  });
});

Deno.test("a stream ends with its session, in every process", async (test) => {
  await withProduct({ store: stores[0]!, processes: 2 }, async (product) => {
    const { processes } = product;
    const [first, last] = [processes[0]!, processes.at(-1)!];

    await test.step("when a person signs out", async () => {
      const visitor = await signIn(product);
      const { ended } = await listen(product, visitor, last);
      await visitor.post("/logout", {}, first);
      match(await ended, /event: connected/);
    });

    await test.step("when another session ends it", async () => {
      const [owner, visitor] = [await signIn(product), await signIn(product)];
      const { ended } = await listen(product, visitor, last);
      equal((await owner.api("DELETE", "/sessions", undefined, { process: first })).status, 200);
      await ended;
    });

    await test.step("when it looks at another project, so that it begins anew in that one", async () => {
      const visitor = await signIn(product);
      const made = await visitor.api("POST", "/projects", { name: "Acme" });
      const { id } = made.json<{ project: { id: string } }>().project;
      const { ended } = await listen(product, visitor, last);
      await visitor.post("/projects/select", { project_id: id }, first);
      await ended;
      const again = await listen(product, visitor, last);
      equal(again.reply.status, 200);
      await visitor.post("/logout", {}, first);
      await again.ended;
    });

    await test.step("when a script's token is revoked", async () => {
      const { id, token } = await script(product, ["read"]);
      const request = new Request(`${product.origin}/events`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const reply = await last.handler(request, product.freshIp());
      equal(reply.status, 200);
      const ended = endOf(reply);
      const owner = await signIn(product);
      equal(
        (await owner.api("DELETE", `/tokens/${id}`, undefined, { process: first })).status,
        200,
      );
      match(await ended, /event: connected/);
    });

    await test.step("and one session may not open streams without end", async () => {
      const visitor = await signIn(product);
      const open = [];
      for (let n = 0; n < 12; n++) open.push(await listen(product, visitor, first));
      const refused = await visitor.ask("/events", { process: first });
      deepEqual([refused.status, refused.json().error], [429, "too_many_streams"]);
      equal(refused.headers.get("retry-after"), "60");
      await visitor.post("/logout", {}, first);
      await Promise.all(open.map(({ ended }) => ended));
    });
  });
});
