import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql, VendorError } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { Decider } from "../decider.ts";
import type { ContinuityStatus } from "./item.ts";
import { hasTarget, type IssueTarget } from "./targets.ts";

/** An issue as it is made; the same id twice makes one issue. */
export interface IssueRequest {
  id: string;
  teamId: string;
  projectId: string | null;
  title: string;
  description: string;
  dueDate: string | null;
  link: { url: string; title: string } | null;
}

/** Makes an issue at the vendor. Throws a `VendorError`. */
export type MakeIssue = (
  connectionId: string,
  issue: IssueRequest,
) => Promise<{ id: string; identifier: string; url: string }>;

/** How an item is to become an issue. */
export interface Applying {
  target: IssueTarget;
  /** In place of the previewed ones. */
  title?: string;
  due_on?: string | null;
}

/** An item that has become an issue. */
export interface Applied {
  id: string;
  status: "applied";
  issue: { id: string; identifier: string; url: string };
}

interface Row {
  project_id: string;
  title: string;
  description: string;
  due_on: string | null;
  status: ContinuityStatus;
  evidence: BehindRef[];
  connection_id: string;
  team_external_id: string;
  linear_project_external_id: string | null;
  decided_by: string;
  url: string | null;
}

/** What applying needs. */
export interface ApplyTools {
  sql: Sql;
  make: MakeIssue;
}

/** The id an item's issue has, known before it is made: whoever makes it again makes the same one. */
export function issueIdOf(itemId: string): string {
  const bytes = createHash("sha256").update(`continuity:${itemId}`).digest().subarray(0, 16);
  // as a random UUID has them
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Notes what is going to be made, and where, so that a repetition makes the same. */
async function begin(sql: Sql, decider: Decider, id: string, applying: Applying): Promise<void> {
  const { accountScopeId } = decider;
  const { target } = applying;
  await sql.begin(async (tx) => {
    const [item] = await tx<Pick<Row, "status" | "project_id" | "title" | "due_on">[]>`
      select status, project_id, title, due_on::text from continuity_items
      where account_scope_id = ${accountScopeId} and id = ${id} for update`;
    if (item === undefined) throw new ApiError(404, "not_found", "There is no such promise.");
    if (item.status === "applying") return;
    if (item.status !== "proposed") {
      throw new ApiError(409, "already_decided", `The promise is ${item.status}.`);
    }
    if (!await hasTarget(tx, accountScopeId, target)) {
      throw new ApiError(404, "no_target", "There is no such team or project in Linear.");
    }
    const title = applying.title ?? item.title;
    const dueOn = applying.due_on === undefined ? item.due_on : applying.due_on;
    await tx`
      update continuity_items set status = 'applying', title = ${title}, due_on = ${dueOn},
        issue_connection_id = ${target.connection_id}, issue_team_external_id = ${target.team_external_id},
        issue_project_external_id = ${target.linear_project_external_id},
        decided_at = now(), decided_by = ${decider.actor}, changed_at = now()
      where id = ${id}`;
    await recordAudit(tx, {
      ...decider,
      projectId: item.project_id,
      action: "continuity.applying",
      entity: "continuity_item",
      entityId: id,
      before: { status: item.status, title: item.title, due_on: item.due_on },
      after: { status: "applying", title, due_on: dueOn, target },
    });
  });
}

async function readApplying(sql: Sql, accountScopeId: string, id: string): Promise<Row | null> {
  const [row] = await sql<Row[]>`
    select c.project_id, c.title, c.description, c.due_on::text, c.status, c.evidence, c.decided_by,
      c.issue_connection_id as connection_id, c.issue_team_external_id as team_external_id,
      c.issue_project_external_id as linear_project_external_id,
      (select n.base_url || '/app/accounts/' || n.external_account_id || '/conversations/'
          || m.conversation_external_id
        from chatwoot_messages m join connections n on n.id = m.connection_id
        where c.kind = 'promise' and m.id = (c.evidence -> 0 ->> 'id')::uuid limit 1) as url
    from continuity_items c
    where c.account_scope_id = ${accountScopeId} and c.id = ${id} and c.status = 'applying'`;
  return row ?? null;
}

/** Whether a failure says for certain that nothing was made. */
function certain(error: unknown): error is VendorError {
  return error instanceof VendorError && ["config", "permanent"].includes(error.errorClass);
}

/** Makes the issue that was begun, and notes it. Null: somebody else has done so meanwhile. */
async function finish(
  { sql, make }: ApplyTools,
  decider: Decider,
  id: string,
): Promise<Applied | null> {
  const row = await readApplying(sql, decider.accountScopeId, id);
  if (row === null) return null;
  let issue: Applied["issue"];
  try {
    issue = await make(row.connection_id, {
      id: issueIdOf(id),
      teamId: row.team_external_id,
      projectId: row.linear_project_external_id,
      title: row.title,
      description: row.description,
      dueDate: row.due_on,
      link: row.url === null ? null : { url: row.url, title: row.title },
    });
  } catch (error) {
    if (certain(error)) await giveBack(sql, decider, id, error);
    throw error;
  }
  return await sql.begin(async (tx) => {
    const { count } = await tx`
      update continuity_items set status = 'applied', issue_external_id = ${issue.id},
        issue_identifier = ${issue.identifier}, issue_url = ${issue.url}, changed_at = now()
      where id = ${id} and status = 'applying'`;
    if (count === 0) return null;
    await recordAudit(tx, {
      ...decider,
      actor: row.decided_by,
      projectId: row.project_id,
      action: "continuity.applied",
      entity: "continuity_item",
      entityId: id,
      before: { status: "applying" },
      after: { status: "applied", issue },
      evidence: row.evidence,
    });
    return { id, status: "applied", issue };
  });
}

/** The item is proposed again when the vendor refused its issue. */
async function giveBack(sql: Sql, decider: Decider, id: string, error: VendorError): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update continuity_items set status = 'proposed', decided_at = null, decided_by = null,
        issue_connection_id = null, issue_team_external_id = null, issue_project_external_id = null,
        changed_at = now()
      where id = ${id} and status = 'applying'`;
    if (count === 0) return;
    await recordAudit(tx, {
      ...decider,
      action: "continuity.refused",
      entity: "continuity_item",
      entityId: id,
      before: { status: "applying" },
      after: { status: "proposed", code: error.code },
    });
  });
}

/**
 * Makes an item's issue in Linear. What is going to be made is noted first, under an id that follows
 * from the item: after a crash, or a reply that got lost, the next try finds the issue and makes no
 * second one. A try that may have been carried out leaves the item `applying`, and is repeated.
 *
 * @throws {ApiError} 404 for an unknown item, or `no_target`; 409 `already_decided`
 * @throws {VendorError} when Linear refuses, or cannot be reached
 */
export async function applyContinuity(
  tools: ApplyTools,
  decider: Decider,
  id: string,
  applying: Applying,
): Promise<Applied> {
  await begin(tools.sql, decider, id, applying);
  const applied = await finish(tools, decider, id);
  if (applied !== null) return applied;
  const [row] = await tools.sql<(Applied["issue"])[]>`
    select issue_external_id as id, issue_identifier as identifier, issue_url as url from continuity_items
    where account_scope_id = ${decider.accountScopeId} and id = ${id} and status = 'applied'`;
  if (row === undefined) {
    throw new ApiError(409, "already_decided", "The promise was decided about meanwhile.");
  }
  return { id, status: "applied", issue: row };
}

/** An item that was begun and not finished for so long is taken up by the job, minutes. */
const LEFT_MINUTES = 2;

/**
 * Finishes what a process that died, or a vendor that did not answer, has left begun. Returns how many
 * issues were noted; what still fails is left for the next run.
 */
export async function resumeApplying(
  tools: ApplyTools,
  accountScopeId: string,
): Promise<{ finished: number; left: number }> {
  const rows = await tools.sql<{ id: string }[]>`
    select id from continuity_items
    where account_scope_id = ${accountScopeId} and status = 'applying'
      and changed_at < now() - make_interval(mins => ${LEFT_MINUTES}) order by changed_at`;
  const decider = { accountScopeId, actor: "system", requestId: null };
  let finished = 0;
  for (const { id } of rows) {
    try {
      if (await finish(tools, decider, id) !== null) finished++;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
    }
  }
  return { finished, left: rows.length - finished };
}
