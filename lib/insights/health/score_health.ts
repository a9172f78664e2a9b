import type { Sql } from "../../platform/mod.ts";
import { type Factor, healthOf, type Score, trustOf } from "./formula.ts";
import { type ProjectPressures, readPressures } from "./pressures.ts";

/** What a scoring was asked for. */
export interface HealthOrder {
  accountScopeId: string;
  now: Date;
}

/** The factors with how they differ from the day before. */
function withChange(factors: Score["factors"], before: readonly Factor[] | null): Factor[] {
  return factors.map((factor) => {
    const known = before?.find((other) => other.of === factor.of && other.factor === factor.factor);
    const change = before === null
      ? null
      : Math.round((factor.points - (known?.points ?? 0)) * 100) / 100;
    return { ...factor, change };
  });
}

function scored(pressures: ProjectPressures) {
  const health = healthOf(pressures);
  const trust = trustOf(pressures.sources, pressures.failingJobs);
  return {
    project_id: pressures.projectId,
    day: pressures.day,
    score: health.score,
    trust: trust.score,
    factors: withChange([...health.factors, ...trust.factors], pressures.before),
  };
}

/**
 * Scores the client projects of a scope, and keeps today's score as the day's. What is as it was
 * stays untouched. Returns how many projects have another score or other factors now.
 */
export async function scoreHealth(
  sql: Sql,
  { accountScopeId, now }: HealthOrder,
): Promise<number> {
  const scores = (await readPressures(sql, accountScopeId, now)).map(scored);
  if (scores.length === 0) return 0;
  return await sql.begin(async (tx) => {
    const rows = tx`jsonb_to_recordset(${tx.json(scores as never)}) as
      s (project_id uuid, day date, score numeric, trust numeric, factors jsonb)`;
    // a project may have gone since it was read
    const { count } = await tx`
      insert into health_scores as h (project_id, account_scope_id, score, trust, factors, changed_at)
      select s.project_id, p.account_scope_id, s.score, s.trust, s.factors, ${now}
      from ${rows} join projects p on p.id = s.project_id
      on conflict (project_id) do update set score = excluded.score, trust = excluded.trust,
        factors = excluded.factors, changed_at = excluded.changed_at
      where (h.score, h.trust, h.factors) is distinct from (excluded.score, excluded.trust, excluded.factors)`;
    await tx`
      insert into health_days as h (project_id, account_scope_id, day, score, trust, factors)
      select s.project_id, p.account_scope_id, s.day, s.score, s.trust, s.factors
      from ${rows} join projects p on p.id = s.project_id
      on conflict (project_id, day) do update set score = excluded.score, trust = excluded.trust,
        factors = excluded.factors
      where (h.score, h.trust, h.factors) is distinct from (excluded.score, excluded.trust, excluded.factors)`;
    return count;
  });
}
