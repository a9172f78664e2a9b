import { z } from "zod";
import {
  common,
  id,
  linearRow,
  nameText,
  optionalDate,
  optionalName,
  optionalReference,
  optionalText,
  optionalTime,
  person,
  reference,
  text,
  time,
  trashFate,
} from "./fields.ts";
import type {
  CycleRow,
  LabelRow,
  ProjectRow,
  ProjectUpdateRow,
  TeamRow,
  UserRow,
  WorkflowStateRow,
} from "./rows.ts";

const team = z.object({
  ...common,
  key: text,
  name: nameText,
  description: optionalText,
  visibility: text,
});
const user = z.object({
  ...common,
  name: nameText,
  displayName: nameText,
  email: optionalText,
  active: z.boolean(),
  admin: z.boolean(),
});
const workflowState = z.object({
  ...common,
  name: nameText,
  type: text,
  color: optionalText,
  position: z.number(),
  team: reference,
});
const label = z.object({
  ...common,
  name: nameText,
  color: optionalText,
  isGroup: z.boolean(),
  parent: optionalReference,
  team: optionalReference,
});
const cycle = z.object({
  ...common,
  number: z.int(),
  name: optionalName,
  startsAt: time,
  endsAt: time,
  completedAt: optionalTime,
  team: reference,
});
const project = z.object({
  ...common,
  name: nameText,
  description: optionalText,
  url: text,
  health: optionalText,
  startDate: optionalDate,
  targetDate: optionalDate,
  startedAt: optionalTime,
  completedAt: optionalTime,
  canceledAt: optionalTime,
  trashed: z.boolean().nullish(),
  status: z.looseObject({ name: nameText, type: text }),
  lead: optionalReference,
  teams: z.looseObject({ nodes: z.array(z.looseObject({ id })) }),
});
const projectUpdate = z.object({
  ...common,
  body: text,
  health: text,
  url: text,
  project: reference,
  user: person,
});

/** Decodes a team. @throws {z.ZodError} naming the field that has not the promised shape */
export function decodeTeam(raw: unknown): TeamRow {
  const { key, name, description, visibility, ...row } = team.parse(raw);
  return linearRow(raw, row, { key, name, description, private: visibility !== "public" });
}

/** Decodes a user. @throws {z.ZodError} */
export function decodeUser(raw: unknown): UserRow {
  const { name, displayName, email, active, admin, ...row } = user.parse(raw);
  return linearRow(raw, row, { name, display_name: displayName, email, active, admin });
}

/** Decodes a workflow state; its type may be one that is not known yet. @throws {z.ZodError} */
export function decodeWorkflowState(raw: unknown): WorkflowStateRow {
  const { team, name, type, color, position, ...row } = workflowState.parse(raw);
  return linearRow(raw, row, { team_external_id: team.id, name, type, color, position });
}

/** Decodes a label. @throws {z.ZodError} */
export function decodeLabel(raw: unknown): LabelRow {
  const { team, parent, name, color, isGroup, ...row } = label.parse(raw);
  return linearRow(raw, row, {
    ...{ team_external_id: team, parent_external_id: parent },
    ...{ name, color, is_group: isGroup },
  });
}

/** Decodes a cycle. @throws {z.ZodError} */
export function decodeCycle(raw: unknown): CycleRow {
  const { team, number, name, startsAt, endsAt, completedAt, ...row } = cycle.parse(raw);
  return linearRow(raw, row, {
    ...{ team_external_id: team.id, number, name },
    ...{ starts_at: startsAt, ends_at: endsAt, completed_at: completedAt },
  });
}

/** Decodes a Linear project. @throws {z.ZodError} */
export function decodeProject(raw: unknown): ProjectRow {
  const row = project.parse(raw);
  return linearRow(raw, row, {
    name: row.name,
    description: row.description,
    url: row.url,
    status: row.status.name,
    status_type: row.status.type,
    health: row.health,
    lead_external_id: row.lead,
    team_external_ids: row.teams.nodes.map((node) => node.id),
    start_date: row.startDate,
    target_date: row.targetDate,
    started_at: row.startedAt,
    completed_at: row.completedAt,
    canceled_at: row.canceledAt,
    ...trashFate(row),
  });
}

/** Decodes an update of a Linear project. @throws {z.ZodError} */
export function decodeProjectUpdate(raw: unknown): ProjectUpdateRow {
  const { project, body, health, url, user, ...row } = projectUpdate.parse(raw);
  return linearRow(raw, row, {
    ...{ linear_project_external_id: project.id, body, health, url },
    ...{ author_external_id: user?.id ?? null, author_name: user?.name ?? null },
  });
}
