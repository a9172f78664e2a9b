/** Random histories of an Attio workspace: what happens at the source, and what goes wrong meanwhile. */
import fc from "fast-check";
import type { AttioState, FaultRule } from "@/sim/mod.ts";

const OBJECTS = ["companies", "people", "deals"] as const;
const LISTS = ["clients", "pipeline"] as const;

/** Something that happens at the source. Numbers choose among the rows there are. */
export type Change =
  | { do: "company" | "person" | "deal"; row: number; minutesAgo: number }
  | { do: "import"; count: number; minutesAgo: number }
  | { do: "entry"; list: number; row: number; minutesAgo: number }
  | { do: "note" | "task"; object: number; row: number; minutesAgo: number }
  | { do: "update" | "clear" | "enrich"; object: number; row: number; value: number }
  | { do: "deleteRecord" | "startMerge"; object: number; row: number }
  | { do: "merge"; object: number; row: number; other: number }
  | { do: "editNote" | "editTask" | "editEntry" | "deleteNote" | "deleteTask"; row: number }
  | { do: "deleteEntry" | "renameMember" | "renameStage" | "archive"; row: number }
  | { do: "list"; list: number };

/** One step of a history. */
export type Step =
  | { step: "change"; change: Change }
  | { step: "pass"; seconds: number }
  /** The bell rings: some deliveries are lost, some come twice. */
  | { step: "ring"; every: number; lost: boolean; twice: boolean }
  | {
    step: "sync";
    mode: "incremental" | "full";
    fault: FaultRule | null;
    /** Changes that happen while the n-th request is under way. */
    meanwhile: { request: number; change: Change }[];
    /** The statement at which the process dies; 0: none. */
    dies: number;
  };

const row = fc.nat({ max: 40 });
const object = fc.nat({ max: 2 });
const minutesAgo = fc.oneof(fc.constant(0), fc.nat({ max: 4 }), fc.nat({ max: 20_000 }));
const doing = <Name extends Change["do"]>(...names: Name[]) => fc.constantFrom(...names);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: doing("company", "person", "deal"), row, minutesAgo }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ do: doing("import"), count: fc.constantFrom(3, 40, 540), minutesAgo },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: doing("entry"), list: fc.nat({ max: 1 }), row, minutesAgo }),
  },
  { weight: 4, arbitrary: fc.record({ do: doing("note", "task"), object, row, minutesAgo }) },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ do: doing("update", "clear", "enrich"), object, row, value: fc.nat({ max: 5 }) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: doing("deleteRecord", "startMerge"), object, row }) },
  { weight: 2, arbitrary: fc.record({ do: doing("merge"), object, row, other: row }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ do: doing("editNote", "editTask", "editEntry", "deleteNote", "deleteTask"), row },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: doing("deleteEntry", "renameMember", "renameStage", "archive"), row },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: doing("list"), list: fc.nat({ max: 1 }) }) },
);

const fault: fc.Arbitrary<FaultRule> = fc.record({
  kind: fc.constantFrom(
    {
      ...{ kind: "status" as const, status: 429 },
      headers: { "retry-after": "Mon, 23 Nov 2026 09:00:20 GMT" },
      body:
        '{"status_code":429,"type":"rate_limit_error","code":"rate_limit_exceeded","message":""}',
    },
    { kind: "status" as const, status: 429 },
    { kind: "status" as const, status: 503 },
    { kind: "status" as const, status: 500 },
    { kind: "reset" as const },
    { kind: "cut" as const },
    { kind: "html" as const },
  ),
  after: fc.nat({ max: 25 }),
  times: fc.integer({ min: 1, max: 4 }),
}).map(({ kind, after, times }) => ({ ...kind, after, times }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ step: fc.constant("change" as const), change }) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("pass" as const),
      seconds: fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 100_000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ step: fc.constant("ring" as const), every: fc.integer({ min: 1, max: 4 }) },
      ...{ lost: fc.boolean(), twice: fc.boolean() },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant("sync" as const),
      mode: fc.constantFrom("incremental" as const, "incremental" as const, "full" as const),
      fault: fc.option(fault),
      meanwhile: fc.array(
        fc.record({ request: fc.integer({ min: 1, max: 25 }), change }),
        { maxLength: 3 },
      ),
      dies: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 150 }) },
      ),
    }),
  },
);

/** Histories. */
export const histories: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 6, maxLength: 20 });

const pick = <Row>(rows: Iterable<Row>, index: number): Row | undefined => {
  const all = [...rows];
  return all[index % Math.max(1, all.length)];
};

/** Carries changes out. Keeps count, so that addresses stay unique, and of the merges that began. */
export function changer(state: AttioState, member: string) {
  const { tables, clock } = state;
  let count = 0;
  let merging: [object: string, first: string, second: string][] = [];
  const at = (minutesAgo: number) => ({
    at: clock.now() - minutesAgo * 60_000,
    actor: { type: "workspace-member" as const, id: member },
  });
  const record = (object: string, index: number) =>
    pick(tables.objects.get(object)!.records.keys(), index);
  const anyEntry = (index: number) =>
    pick(
      [...tables.lists.values()].flatMap((list) =>
        [...list.entries.keys()].map((id) => [list.slug, id] as const)
      ),
      index,
    );

  function create(what: "company" | "person" | "deal", row: number, when: ReturnType<typeof at>) {
    const name = `${what} ${++count}`;
    const company = row % 3 === 0 ? undefined : record("companies", row);
    if (what === "company") {
      state.createRecord("companies", {
        name,
        domains: row % 5 === 0 ? [] : [`c${count}.example`],
      }, when);
    } else if (what === "person") {
      state.createRecord("people", {
        name,
        email_addresses: row % 4 === 0 ? [] : [`p${count}@x.example`],
        ...(company === undefined ? {} : { company }),
      }, when);
    } else {
      const person = record("people", row);
      state.createRecord("deals", {
        ...{ name, stage: "Lead", owner: member, value: row * 100 },
        ...(company === undefined ? {} : { associated_company: company }),
        ...(person === undefined ? {} : { associated_people: [person] }),
      }, when);
    }
  }

  function update(object: string, id: string, value: number) {
    const company = record("companies", value);
    const values: Record<string, Record<string, unknown>> = {
      companies: { name: `Name ${value}`, description: value % 2 === 0 ? "x" : null },
      people: { job_title: `Job ${value}`, ...(company === undefined ? {} : { company }) },
      deals: {
        ...{ stage: value % 2 === 0 ? "Lost" : "In Progress", value: value * 11 },
        ...(company === undefined ? {} : { associated_company: company }),
      },
    };
    state.updateRecord(object, id, values[object]!);
  }

  const cleared: Record<string, Record<string, unknown>> = {
    companies: { name: null, domains: [], description: null },
    people: { company: null, job_title: null, email_addresses: [] },
    deals: { associated_company: null, associated_people: [], value: null },
  };

  function apply(change: Change): void {
    switch (change.do) {
      case "company":
      case "person":
      case "deal":
        return create(change.do, change.row, at(change.minutesAgo));
      case "import": {
        const when = at(change.minutesAgo);
        for (let place = 0; place < change.count; place++) create("person", place, when);
        return;
      }
      case "list": {
        const slug = LISTS[change.list]!;
        if (tables.lists.has(slug)) return state.deleteList(slug);
        state.createList({
          ...{ slug, name: slug, parentObject: slug === "clients" ? "companies" : "deals" },
        });
        return;
      }
      case "entry": {
        const list = tables.lists.get(LISTS[change.list]!);
        const id = list && record(list.parentObject, change.row);
        if (list && id) state.createEntry(list.slug, id, {}, at(change.minutesAgo));
        return;
      }
      case "note": {
        const object = OBJECTS[change.object]!;
        const recordId = record(object, change.row);
        if (recordId === undefined) return;
        const text = { title: `Note ${++count}`, content: change.row % 3 === 0 ? "" : "Text" };
        state.createNote({ object, recordId, ...text }, at(change.minutesAgo));
        return;
      }
      case "task": {
        const linked = OBJECTS.slice(change.object).flatMap((object) => {
          const recordId = record(object, change.row);
          return recordId === undefined ? [] : [{ object, recordId }];
        });
        state.createTask({ content: `Task ${++count}`, linked }, at(change.minutesAgo));
        return;
      }
      case "update":
      case "clear":
      case "enrich": {
        const object = OBJECTS[change.object]!;
        const id = record(object, change.row);
        if (id === undefined) return;
        if (change.do === "update") update(object, id, change.value);
        else if (change.do === "clear") state.updateRecord(object, id, cleared[object]!);
        else if (object !== "deals") {
          state.updateRecord(object, id, { twitter_follower_count: ++count });
        }
        return;
      }
      case "deleteRecord": {
        const object = OBJECTS[change.object]!;
        const id = record(object, change.row);
        if (id !== undefined) state.deleteRecord(object, id);
        return;
      }
      case "startMerge":
      case "merge": {
        const object = OBJECTS[change.object]!;
        const first = record(object, change.row);
        const second = record(object, change.do === "merge" ? change.other : change.row + 1);
        if (first === undefined || second === undefined || first === second) return;
        if (change.do === "merge") state.mergeRecords(object, first, second);
        else {
          state.startMerge(object, first, second);
          merging.push([object, first, second]);
        }
        return;
      }
      case "editNote":
      case "deleteNote": {
        const id = pick(tables.notes.keys(), change.row);
        if (id === undefined) return;
        if (change.do === "deleteNote") state.deleteNote(id);
        else state.updateNote(id, { title: `Edited ${++count}`, content: `${change.row}` });
        return;
      }
      case "editTask":
      case "deleteTask": {
        const id = pick(tables.tasks.keys(), change.row);
        if (id === undefined) return;
        if (change.do === "deleteTask") state.deleteTask(id);
        else {
          const recordId = record("companies", change.row);
          state.updateTask(id, {
            ...{ completed: change.row % 2 === 0, assignees: change.row % 3 === 0 ? [] : [member] },
            linked: recordId === undefined ? [] : [{ object: "companies", recordId }],
          });
        }
        return;
      }
      case "editEntry":
      case "deleteEntry": {
        const entry = anyEntry(change.row);
        if (entry === undefined) return;
        if (change.do === "deleteEntry") state.deleteEntry(...entry);
        else if (tables.lists.get(entry[0])!.attributes.has("mood")) {
          state.updateEntry(...entry, { mood: change.row % 2 === 0 ? "Happy" : null });
        }
        return;
      }
      case "renameMember":
        tables.members.get(member)!.lastName = `Lee ${++count}`;
        return;
      case "renameStage":
        state.changeChoice("objects", "deals", "stage", "Lost", {
          archived: change.row % 2 === 0,
        });
        return;
      case "archive":
        state.archiveAttribute("objects", "companies", "categories");
    }
  }

  return {
    apply,
    /** Ends the merges that are under way. */
    endMerges() {
      for (const [object, first, second] of merging) {
        const { records } = tables.objects.get(object)!;
        if (records.has(first) && records.has(second)) state.mergeRecords(object, first, second);
      }
      merging = [];
    },
  };
}
