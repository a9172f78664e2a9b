import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type Sql } from "../../platform/mod.ts";
import type { Asker } from "./asker.ts";

/** A question a person keeps. */
export interface SavedQuestion {
  id: string;
  query: string;
  created_at: Date;
}

/** Questions of one person, at most. */
const MOST = 50;

/** A person's saved questions, newest first. */
export async function savedQuestions(
  sql: Sql,
  { accountScopeId, actor }: Asker,
): Promise<SavedQuestion[]> {
  return await sql<SavedQuestion[]>`
    select id, query, created_at from evidence_saved_questions
    where account_scope_id = ${accountScopeId} and actor = ${actor} order by created_at desc, id`;
}

/**
 * Keeps a question; one that is kept already stays as it is.
 *
 * @throws {ApiError} 409 when too many are kept
 */
export async function saveQuestion(sql: Sql, asker: Asker, query: string): Promise<SavedQuestion> {
  return await sql.begin(async (tx) => {
    const own = tx`account_scope_id = ${asker.accountScopeId} and actor = ${asker.actor}`;
    const [known] = await tx<SavedQuestion[]>`
      select id, query, created_at from evidence_saved_questions where ${own} and query = ${query}`;
    if (known !== undefined) return known;
    const [kept] = await tx<{ count: number }[]>`
      select count(*)::int as count from evidence_saved_questions where ${own}`;
    if (kept!.count >= MOST) {
      throw new ApiError(
        409,
        "too_many",
        `At most ${MOST} questions can be saved. Remove one first.`,
      );
    }
    const [made] = await tx<SavedQuestion[]>`
      insert into evidence_saved_questions (account_scope_id, actor, query)
      values (${asker.accountScopeId}, ${asker.actor}, ${query})
      on conflict (account_scope_id, actor, query) do update set query = excluded.query
      returning id, query, created_at`;
    await recordAudit(tx, {
      ...asker,
      action: "question.saved",
      entity: "saved_question",
      entityId: made!.id,
      after: { query },
    });
    return made!;
  });
}

/**
 * Forgets a saved question.
 *
 * @throws {ApiError} 404 when the person has no such question
 */
export async function forgetQuestion(sql: Sql, asker: Asker, id: string): Promise<void> {
  await sql.begin(async (tx) => {
    const [gone] = await tx<{ query: string }[]>`
      delete from evidence_saved_questions
      where id = ${id} and account_scope_id = ${asker.accountScopeId} and actor = ${asker.actor} returning query`;
    if (gone === undefined) throw new ApiError(404, "not_found", "There is no such question.");
    await recordAudit(tx, {
      ...asker,
      action: "question.forgotten",
      entity: "saved_question",
      entityId: id,
      before: gone,
    });
  });
}
