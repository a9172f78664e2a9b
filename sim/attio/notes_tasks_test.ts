import assert from "node:assert/strict";
import { attioWorkspace, start } from "../../tests/support/attio_workspace.ts";

interface Note {
  id: { note_id: string };
  title: string;
  content_plaintext: string;
  content_markdown: string;
}
interface Task {
  id: { task_id: string };
  content_plaintext: string;
  is_completed: boolean;
  completed_at?: string | null;
  deadline_at: string | null;
  linked_records: { target_object_id: string; target_record_id: string }[];
  assignees: { referenced_actor_id: string }[];
  created_by_actor: { type: string };
}

function world() {
  const workspace = attioWorkspace();
  const { state } = workspace;
  const company = state.createRecord("companies", { name: "Acme", domains: ["acme.example"] });
  return { ...workspace, company };
}

Deno.test("notes come 10 a page, 50 at most, newest first", async () => {
  const { state, data, refusal, company, clock } = world();
  for (let index = 0; index < 60; index++, clock.at += 1000) {
    state.createNote({ object: "companies", recordId: company.id, title: `N${index}` });
  }
  const titles = async (query: string) =>
    (await data<Note[]>(`/v2/notes${query}`)).map(({ title }) => title);
  const newest = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `N${from - index}`);
  assert.deepEqual(await titles(""), newest(59, 10));
  assert.deepEqual(await titles("?limit=50"), newest(59, 50));
  assert.deepEqual(await titles("?limit=50&offset=50"), newest(9, 10));
  assert.deepEqual(await titles("?offset=60"), []);
  assert.deepEqual(await refusal("/v2/notes?limit=51"), [400, "validation_type"]);
  state.createNote({ object: "companies", recordId: company.id, title: "late" });
  assert.deepEqual(await titles("?offset=10&limit=1"), ["N50"], "a new note moves the others down");
});

Deno.test("notes are listed by their parent, and show plain text beside markdown", async () => {
  const { state, data, refusal, company } = world();
  const person = state.createRecord("people", { name: "Ada" });
  const content = "## Call\n- **Budget** is [here](https://acme.example)\n- ~~old~~ ==new==";
  state.createNote({ object: "companies", recordId: company.id, title: "C", content });
  state.createNote({ object: "people", recordId: person.id, title: "P" });
  const [note, ...others] = await data<Note[]>(
    `/v2/notes?parent_object=companies&parent_record_id=${company.id}`,
  );
  assert.deepEqual(others, []);
  assert.equal(note?.content_plaintext, "Call\nBudget is here\nold new");
  assert.equal(note?.content_markdown, content);
  assert.equal((await data<Note[]>("/v2/notes?parent_object=people"))[0]?.title, "P");
  assert.deepEqual(await refusal("/v2/notes?parent_object=users"), [404, "not_found"]);
});

Deno.test("a note written through the API is its token's", async () => {
  const { state, ask, data, refusal, company } = world();
  const sent = {
    parent_object: "companies",
    parent_record_id: company.id,
    title: "Met",
    format: "plaintext",
    content: "At the fair",
  };
  const write = (data: object) => ({ method: "POST", body: { data } }) as const;
  const note = await data<Note & { created_by_actor: unknown }>("/v2/notes", write(sent));
  assert.deepEqual(note.created_by_actor, {
    type: "api-token",
    id: state.tables.tokens.get("full")!.id,
  });
  assert.equal(state.tables.notes.get(note.id.note_id)?.content, "At the fair");
  for (
    const [change, status, code] of [
      [{ parent_record_id: "00000000-0000-4000-8000-000000000000" }, 404, "not_found"],
      [{ parent_object: "users" }, 404, "not_found"],
      [{ title: undefined }, 400, "validation_type"],
      [{ format: "html" }, 400, "validation_type"],
      [{ created_at: "yesterday" }, 400, "validation_type"],
    ] as const
  ) assert.deepEqual(await refusal("/v2/notes", write({ ...sent, ...change })), [status, code]);
  assert.equal((await ask(`/v2/notes/${note.id.note_id}`, { method: "DELETE" })).status, 200);
  assert.equal(state.tables.notes.size, 0);
});

Deno.test("tasks are listed oldest first, both open and completed", async () => {
  const { state, data, refusal, company, member, clock } = world();
  const linked = [{ object: "companies", recordId: company.id }];
  for (const [content, more] of [["a", { linked }], ["b", { assignees: [member.id] }], ["c", {}]]) {
    state.createTask({ content: String(content), ...more as object });
    clock.at += 1000;
  }
  const [first] = state.tables.tasks.keys();
  state.updateTask(first!, { completed: true });
  const contents = async (query: string) =>
    (await data<Task[]>(`/v2/tasks${query}`)).map((task) => task.content_plaintext).join("");
  assert.equal(await contents(""), "abc");
  assert.equal(await contents("?sort=created_at:desc"), "cba");
  assert.equal(await contents("?limit=1&offset=1"), "b");
  assert.equal(await contents("?is_completed=true"), "a");
  assert.equal(await contents("?is_completed=false"), "bc");
  assert.equal(await contents(`?linked_object=companies&linked_record_id=${company.id}`), "a");
  assert.equal(await contents("?assignee=ann@agency.example"), "b");
  assert.equal(await contents(`?assignee=${member.id}`), "b");
  assert.equal(await contents("?assignee=null"), "ac");
  assert.deepEqual(await refusal("/v2/tasks?sort=deadline_at:asc"), [400, "validation_type"]);
});

Deno.test("a task written through the API is linked by id or by a unique value", async () => {
  const { state, data, refusal, company, member } = world();
  const sent = {
    content: "Send the offer",
    format: "plaintext",
    deadline_at: "2026-04-01",
    is_completed: false,
    linked_records: [
      { target_object: "companies", target_record_id: company.id },
      { target_object: "companies", domains: [{ domain: "acme.example" }] },
    ],
    assignees: [{ workspace_member_email_address: "ann@agency.example" }],
  };
  const write = (data: object) => ({ method: "POST", body: { data } }) as const;
  const task = await data<Task>("/v2/tasks", write(sent));
  const link = { target_object_id: "companies", target_record_id: company.id };
  assert.deepEqual(task.linked_records, [link, link]);
  assert.deepEqual(task.assignees.map((each) => each.referenced_actor_id), [member.id]);
  assert.equal(task.deadline_at, "2026-04-01T00:00:00.000000000Z");
  assert.equal(task.created_by_actor.type, "api-token");
  for (
    const [change, status, code] of [
      [{ deadline_at: undefined }, 400, "validation_type"],
      [{ format: "markdown" }, 400, "validation_type"],
      [{ is_completed: "no" }, 400, "validation_type"],
      [
        { linked_records: [{ target_object: "companies", domains: [{ domain: "x.example" }] }] },
        404,
        "not_found",
      ],
      [{ assignees: [{ workspace_member_email_address: "x@agency.example" }] }, 404, "not_found"],
    ] as const
  ) assert.deepEqual(await refusal("/v2/tasks", write({ ...sent, ...change })), [status, code]);
  assert.equal(state.tables.tasks.size, 1, "what was refused left nothing");
});

Deno.test("completing a task says when; one completed long ago shows no time", async () => {
  const { state, data, clock } = world();
  const { id } = state.createTask({ content: "x" });
  const shown = () => data<Task>(`/v2/tasks/${id}`);
  assert.equal((await shown()).completed_at, null);
  clock.at = start + 60_000;
  const done = await data<Task>(`/v2/tasks/${id}`, {
    method: "PATCH",
    body: { data: { is_completed: true } },
  });
  assert.ok(done.completed_at?.startsWith("2026-03-02T09:01:00.500"), String(done.completed_at));
  state.tables.tasks.get(id)!.completedAt = null;
  assert.equal("completed_at" in await shown(), false);
  state.updateTask(id, { completed: false });
  assert.equal((await shown()).completed_at, null);
});

Deno.test("changes that name what is not there leave a task as it was", () => {
  const { state, company } = world();
  const linked = [{ object: "companies", recordId: company.id }];
  const task = state.createTask({ content: "x", linked });
  const before = structuredClone(task);
  assert.throws(() => state.updateTask(task.id, { completed: true, assignees: ["nobody"] }));
  assert.deepEqual(task, before);
});
