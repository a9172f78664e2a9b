import { deepEqual } from "node:assert/strict";
import { type Fact, settle, type SourceRow, type StoredEvent } from "./settle.ts";

const row: SourceRow = { source_id: "m", project_id: "a", gone: false, snippet: "words" };
const fact: Fact = {
  ...{ source_id: "m", project_id: "a", connection_id: "c", kind: "message_sent" },
  ...{
    occurred_at: "t",
    id: "1",
    dedup_key: "k",
    author: null,
    snippet: "words",
    url: null,
    data: {},
  },
};
const stored: StoredEvent = {
  ...{ project_id: "a", occurred_at: "t", id: "1", source_id: "m", kind: "message_sent" },
  ...{ snippet: "words", retracted: false },
};
const place = { project_id: "a", occurred_at: "t", id: "1", to_project_id: "a" };
const revocable = ["message_sent"] as const;
const happened: StoredEvent = { ...stored, kind: "issue_blocked" };
const hidden = { snippet: null, retracted: true };

const cases: [string, SourceRow[], Fact[], StoredEvent[], unknown][] = [
  ["nothing known", [row], [fact], [], { told: [fact], updated: [] }],
  ["all as it is", [row], [fact], [stored], { told: [], updated: [] }],
  ["other words", [row], [{ ...fact, snippet: "new" }], [stored], {
    told: [],
    updated: [{ ...place, snippet: "new", retracted: false }],
  }],
  ["another project", [{ ...row, project_id: "b" }], [fact], [stored], {
    told: [],
    updated: [{ ...place, to_project_id: "b", snippet: "words", retracted: false }],
  }],
  ["no longer said", [row], [], [stored], { told: [], updated: [{ ...place, ...hidden }] }],
  ["no longer said, known", [row], [], [{ ...stored, ...hidden }], { told: [], updated: [] }],
  ["said again", [row], [fact], [{ ...stored, ...hidden }], {
    told: [],
    updated: [{ ...place, snippet: "words", retracted: false }],
  }],
  ["the row is gone", [{ ...row, gone: true }], [], [stored, { ...happened, id: "2" }], {
    told: [],
    updated: [{ ...place, ...hidden }, { ...place, id: "2", ...hidden }],
  }],
  ["it is back", [row], [], [{ ...happened, ...hidden }], {
    told: [],
    updated: [{ ...place, snippet: "words", retracted: false }],
  }],
  ["what happened stays as it was told", [{ ...row, snippet: "new" }], [], [happened], {
    told: [],
    updated: [],
  }],
  ["a row nobody asked about", [], [], [stored], { told: [], updated: [] }],
];

for (const [name, rows, facts, known, wanted] of cases) {
  Deno.test(`settle: ${name}`, () => {
    deepEqual(settle(rows, facts, known, revocable), wanted);
  });
}
