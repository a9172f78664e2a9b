import { attributeOf, findAttribute } from "./core.ts";
import { AttioRefusal, invalid } from "./errors.ts";
import { queryScore } from "./limits.ts";
import { conditionCount, querier, readQuery } from "./query.ts";
import {
  type Call,
  dataOf,
  objectIn,
  pageOf,
  pageRows,
  type Route,
  type RouteContext,
  WholeReply,
} from "./route.ts";
import type { Entry, ObjectType, RecordRow } from "./tables.ts";
import { valueView } from "./value_views.ts";
import { recordView } from "./views.ts";
import { seesRecord, visibleLists, visibleObject, visibleRecord } from "./visible.ts";
import { assertWritable } from "./write_values.ts";

const read = ["record_permission:read", "object_configuration:read"];
const write = ["record_permission:read-write", "object_configuration:read"];

/** Records: queries, one by id, its values and entries, and all that writes them. */
export function recordRoutes({ state, charge }: RouteContext): Route[] {
  const query = querier(state);
  const objectOf = ({ token, params }: Call) => visibleObject(state, token, params.object ?? "");
  const show = (object: ObjectType, row: RecordRow) => recordView(state, object, row);

  function rowOf(call: Call): [ObjectType, RecordRow] {
    const object = objectOf(call);
    return [object, visibleRecord(state, call.token, object, call.params.record_id ?? "")];
  }

  function givenValues(object: ObjectType, call: Call) {
    const values = objectIn(dataOf(call.body), "values");
    assertWritable(object, values);
    return values;
  }

  function update(call: Call, mode: "append" | "replace") {
    const [object, row] = rowOf(call);
    const values = givenValues(object, call);
    return show(
      object,
      state.updateRecord(object.slug, row.id, values, mode, { actor: call.actor }),
    );
  }

  /** Finds the record by a unique attribute and updates it, or creates one. */
  function assertRecord(call: Call) {
    const object = objectOf(call);
    const key = call.query.get("matching_attribute");
    if (key === null) throw invalid('"matching_attribute" is missing.', ["matching_attribute"]);
    const attribute = findAttribute(object, key);
    if (attribute === null || !attribute.unique) {
      const what = attribute === null ? "No attribute" : "No unique attribute";
      throw new AttioRefusal(
        400,
        "value_not_found",
        `${what} was found for matching_attribute slug/ID "${key}".`,
      );
    }
    const values = givenValues(object, call);
    const given = values[attribute.slug] ?? values[attribute.id];
    const wanted = Array.isArray(given) ? given : given === undefined ? [] : [given];
    const ids = new Set(
      wanted.flatMap((value) => state.findRecord(object.slug, attribute.slug, value) ?? []),
    );
    if (ids.size > 1) {
      throw new AttioRefusal(
        400,
        "multiple_match_results",
        "Multiple records match the given values.",
      );
    }
    const [id] = ids;
    if (id === undefined) {
      return show(object, state.createRecord(object.slug, values, { actor: call.actor }));
    }
    visibleRecord(state, call.token, object, id);
    const { [attribute.slug]: _, [attribute.id]: __, ...others } = values;
    state.updateRecord(object.slug, id, { [attribute.slug]: wanted }, "append", {
      actor: call.actor,
    });
    return show(
      object,
      state.updateRecord(object.slug, id, others, "replace", { actor: call.actor }),
    );
  }

  /** Values of one attribute, current or all since the beginning, oldest first. */
  function attributeValues(call: Call) {
    const [object, row] = rowOf(call);
    const attribute = attributeOf(object, call.params.attribute ?? "");
    const historic = call.query.get("show_historic") === "true";
    if (historic && (attribute.enriched || attribute.type === "interaction")) {
      throw invalid("Cannot set show_historic param to true when querying a COMINT attribute.", [
        "show_historic",
      ]);
    }
    const active = row.values[attribute.slug] ?? [];
    const values = historic
      ? [...row.past?.[attribute.slug] ?? [], ...active].sort((a, b) =>
        a.activeFrom < b.activeFrom ? -1 : a.activeFrom > b.activeFrom ? 1 : 0
      )
      : active;
    return pageRows(values, pageOf(call.query, 500, 500))
      .map((value) => valueView(state.workspaceId, object, attribute, value));
  }

  function entriesOf(call: Call) {
    const [object, row] = rowOf(call);
    const rows = visibleLists(state, call.token)
      .filter(({ parentObject }) => parentObject === object.slug)
      .flatMap((list) =>
        [...list.entries.values()]
          .filter((entry: Entry) => entry.parentRecordId === row.id)
          .map((entry) => ({
            list_id: list.id,
            list_api_slug: list.slug,
            entry_id: entry.id,
            created_at: entry.createdAt,
          }))
      );
    return pageRows(rows, pageOf(call.query, 100, 1000));
  }

  const one = "/v2/objects/{object}/records/{record_id}";
  return [
    {
      method: "POST",
      path: "/v2/objects/{object}/records/query",
      scopes: read,
      reads: true,
      answer(call) {
        const object = objectOf(call);
        const asked = readQuery(call.body);
        charge(
          queryScore(conditionCount(asked.filter), asked.sorts.length, object.records.size),
        );
        return query<RecordRow>(object, asked, seesRecord(call.token))
          .map((row) => show(object, row));
      },
    },
    {
      method: "POST",
      path: "/v2/objects/{object}/records",
      scopes: write,
      answer(call) {
        const object = objectOf(call);
        const values = givenValues(object, call);
        return show(object, state.createRecord(object.slug, values, { actor: call.actor }));
      },
    },
    { method: "PUT", path: "/v2/objects/{object}/records", scopes: write, answer: assertRecord },
    {
      method: "GET",
      path: one,
      scopes: read,
      answer: (call) => show(...rowOf(call)),
    },
    { method: "PATCH", path: one, scopes: write, answer: (call) => update(call, "append") },
    { method: "PUT", path: one, scopes: write, answer: (call) => update(call, "replace") },
    {
      method: "DELETE",
      path: one,
      scopes: write,
      answer(call) {
        const [object, row] = rowOf(call);
        state.deleteRecord(object.slug, row.id, { actor: call.actor });
        return new WholeReply({});
      },
    },
    {
      method: "GET",
      path: `${one}/attributes/{attribute}/values`,
      scopes: read,
      answer: attributeValues,
    },
    {
      method: "GET",
      path: `${one}/entries`,
      scopes: [...read, "list_entry:read"],
      answer: entriesOf,
    },
  ];
}
