import assert from "node:assert/strict";
import { attioWorkspace } from "../../tests/support/attio_workspace.ts";

function controlled() {
  const world = attioWorkspace({ control: true });
  return {
    ...world,
    async control(path: string, body?: unknown, method = body === undefined ? "GET" : "POST") {
      const reply = await world.handler(
        new Request(`http://attio.test/_sim/${path}`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      return { status: reply.status, body: await reply.json() };
    },
  };
}

Deno.test("the workspace is counted and changed from outside", async () => {
  const { control, state } = controlled();
  const made = await control("mutate", {
    operation: "createRecord",
    arguments: ["companies", { name: "Acme" }],
  });
  assert.equal(made.status, 200);
  assert.ok(state.tables.objects.get("companies")!.records.has(made.body.result.id));
  const { body } = await control("counts");
  assert.deepEqual(body.records, { people: 0, companies: 1, deals: 0 });
});

Deno.test("faults are set and taken back from outside", async () => {
  const { control, ask } = controlled();
  await control("faults", { kind: "status", status: 500, times: -1 });
  assert.equal((await ask("/v2/objects")).status, 500);
  await control("faults", undefined, "DELETE");
  assert.equal((await ask("/v2/objects")).status, 200);
});

Deno.test("what cannot be done is refused, and changes nothing", async () => {
  const { control, state } = controlled();
  const version = state.version();
  for (
    const body of [
      { operation: "createWebhook", arguments: [] },
      { operation: "tables", arguments: [] },
      { operation: "deleteRecord", arguments: ["companies", "none"] },
    ]
  ) assert.equal((await control("mutate", body)).status, 400);
  assert.equal((await control("unknown")).status, 404);
  assert.equal(state.version(), version);
});

Deno.test("without control its paths are not there", async () => {
  const reply = await attioWorkspace().handler(new Request("http://attio.test/_sim/counts"));
  assert.equal(reply.status, 400, "asked for a token as any path is");
});
