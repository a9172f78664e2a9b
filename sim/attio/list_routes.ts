import { AttioRefusal, invalid } from "./errors.ts";
import { queryScore } from "./limits.ts";
import { entryOf } from "./list_changes.ts";
import { conditionCount, querier, readQuery } from "./query.ts";
import {
  type Call,
  dataOf,
  objectIn,
  type Route,
  type RouteContext,
  textIn,
  WholeReply,
} from "./route.ts";
import type { Entry, List } from "./tables.ts";
import { entryView } from "./views.ts";
import { seesRecord, visibleList } from "./visible.ts";
import { assertWritable } from "./write_values.ts";

const read = ["list_entry:read", "list_configuration:read"];
const write = ["list_entry:read-write", "list_configuration:read"];

/** Entries of lists: queries, one by id, and all that writes them. */
export function listRoutes({ state, charge }: RouteContext): Route[] {
  const query = querier(state);
  const listOf = ({ token, params }: Call) => visibleList(state, token, params.list ?? "");
  const seesParent = ({ token }: Call) => (entry: Entry) =>
    seesRecord(token)({ id: entry.parentRecordId });

  function rowOf(call: Call): [List, Entry] {
    const list = listOf(call);
    return [list, entryOf(list, call.params.entry_id ?? "")];
  }

  function givenValues(list: List, call: Call) {
    const values = objectIn(dataOf(call.body), "entry_values");
    assertWritable(list, values);
    return values;
  }

  /** The parent record that a body names. */
  function parentOf(list: List, call: Call): string {
    const data = dataOf(call.body);
    const id = textIn(data, "parent_record_id");
    if (textIn(data, "parent_object") !== list.parentObject) {
      throw invalid(`This list takes records of ${list.parentObject}.`, ["data", "parent_object"]);
    }
    if (state.tables.objects.get(list.parentObject)?.records.has(id) !== true) {
      throw new AttioRefusal(
        400,
        "value_not_found",
        `Parent record with slug/ID "${id}" not found.`,
      );
    }
    return id;
  }

  function update(call: Call, mode: "append" | "replace") {
    const [list, entry] = rowOf(call);
    if ("parent_record_id" in dataOf(call.body)) {
      throw new AttioRefusal(
        400,
        "immutable_value",
        "The parent record for a list entry cannot be updated once created.",
      );
    }
    const values = givenValues(list, call);
    return entryView(
      state,
      list,
      state.updateEntry(list.slug, entry.id, values, mode, { actor: call.actor }),
    );
  }

  /** Updates the record's entry in the list, or creates one. */
  function assertEntry(call: Call) {
    const list = listOf(call);
    const parent = parentOf(list, call);
    const values = givenValues(list, call);
    const known = [...list.entries.values()].filter((row) => row.parentRecordId === parent);
    if (known.length > 1) {
      throw new AttioRefusal(
        400,
        "multiple_match_results",
        "Multiple entries were founds for the given parent record. Please remove duplicates or use the update or create entry endpoints instead.",
      );
    }
    const [entry] = known;
    return entryView(
      state,
      list,
      entry === undefined
        ? state.createEntry(list.slug, parent, values, { actor: call.actor })
        : state.updateEntry(list.slug, entry.id, values, "replace", { actor: call.actor }),
    );
  }

  const one = "/v2/lists/{list}/entries/{entry_id}";
  return [
    {
      method: "POST",
      path: "/v2/lists/{list}/entries/query",
      scopes: read,
      reads: true,
      answer(call) {
        const list = listOf(call);
        const asked = readQuery(call.body);
        charge(queryScore(conditionCount(asked.filter), asked.sorts.length, list.entries.size));
        return query<Entry>(list, asked, seesParent(call))
          .map((entry) => entryView(state, list, entry));
      },
    },
    {
      method: "POST",
      path: "/v2/lists/{list}/entries",
      scopes: write,
      answer(call) {
        const list = listOf(call);
        const values = givenValues(list, call);
        return entryView(
          state,
          list,
          state.createEntry(list.slug, parentOf(list, call), values, { actor: call.actor }),
        );
      },
    },
    { method: "PUT", path: "/v2/lists/{list}/entries", scopes: write, answer: assertEntry },
    {
      method: "GET",
      path: one,
      scopes: read,
      answer: (call) => entryView(state, ...rowOf(call)),
    },
    { method: "PATCH", path: one, scopes: write, answer: (call) => update(call, "append") },
    { method: "PUT", path: one, scopes: write, answer: (call) => update(call, "replace") },
    {
      method: "DELETE",
      path: one,
      scopes: write,
      answer(call) {
        const [list, entry] = rowOf(call);
        state.deleteEntry(list.slug, entry.id, { actor: call.actor });
        return new WholeReply({});
      },
    },
  ];
}
