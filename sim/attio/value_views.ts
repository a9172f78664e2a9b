/** Values of records and entries as Attio's REST API shows them. */
import type { Attribute, Collection, Row, Value, ValueData } from "./tables.ts";

/** A part of a reply. */
export type Shown = Record<string, unknown>;

const choiceId = (workspaceId: string, owner: Collection, attribute: Attribute) => ({
  workspace_id: workspaceId,
  object_id: owner.id,
  attribute_id: attribute.id,
});

/** An option of a select attribute. */
export function optionView(
  workspaceId: string,
  owner: Collection,
  attribute: Attribute,
  id: unknown,
): Shown {
  const choice = attribute.choices.find((each) => each.id === id);
  return {
    id: { ...choiceId(workspaceId, owner, attribute), option_id: id },
    title: choice?.title ?? "",
    is_archived: choice?.archived ?? true,
  };
}

/** A status of a status attribute. */
export function statusView(
  workspaceId: string,
  owner: Collection,
  attribute: Attribute,
  id: unknown,
): Shown {
  const choice = attribute.choices.find((each) => each.id === id);
  return {
    id: { ...choiceId(workspaceId, owner, attribute), status_id: id },
    title: choice?.title ?? "",
    is_archived: choice?.archived ?? true,
    celebration_enabled: choice?.celebrated ?? false,
    target_time_in_status: null,
  };
}

function dataView(
  workspaceId: string,
  owner: Collection,
  attribute: Attribute,
  data: ValueData,
): Shown {
  if (attribute.type === "select") {
    return { option: optionView(workspaceId, owner, attribute, data.option) };
  }
  if (attribute.type === "status") {
    return { status: statusView(workspaceId, owner, attribute, data.status) };
  }
  return data;
}

/** One value with when and by whom it was set. */
export function valueView(
  workspaceId: string,
  owner: Collection,
  attribute: Attribute,
  value: Value,
): Shown {
  return {
    active_from: value.activeFrom,
    active_until: value.activeUntil,
    created_by_actor: value.actor,
    ...dataView(workspaceId, owner, attribute, value.data),
    attribute_type: attribute.type,
  };
}

/** The values every row has of itself: its id, when and by whom it was made. */
export function ownValues(row: Row, idName: "record_id" | "entry_id"): Record<string, Shown[]> {
  const base = {
    active_from: row.createdAt,
    active_until: null,
    created_by_actor: row.createdBy,
  };
  return {
    [idName]: [{ ...base, value: row.id, attribute_type: "text" }],
    created_at: [{ ...base, value: row.createdAt, attribute_type: "timestamp" }],
    created_by: [{
      ...base,
      referenced_actor_type: row.createdBy.type,
      referenced_actor_id: row.createdBy.id,
      attribute_type: "actor-reference",
    }],
  };
}

/** All values of a row: its own, then every attribute that is not archived; unset ones are empty. */
export function valuesView(
  workspaceId: string,
  owner: Collection,
  row: Row,
  idName: "record_id" | "entry_id",
): Record<string, Shown[]> {
  const shown: Record<string, Shown[]> = ownValues(row, idName);
  for (const attribute of owner.attributes.values()) {
    if (attribute.archived) continue;
    shown[attribute.slug] = (row.values[attribute.slug] ?? []).map((value) =>
      valueView(workspaceId, owner, attribute, value)
    );
  }
  return shown;
}
