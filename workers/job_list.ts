import { recordAudit } from "@/lib/audit/mod.ts";
import { ApiError, type Sql } from "@/lib/platform/mod.ts";
import { pauseJob, requestRun } from "./job_table.ts";

/** One run of a job, as it is shown. */
export interface JobRun {
  id: string;
  status: "running" | "succeeded" | "failed" | "timed_out" | "abandoned" | "stopped";
  started_at: Date;
  finished_at: Date | null;
  /** Seconds it took, or has taken so far. */
  seconds: number;
  error: { code: string; message: string } | null;
}

/** A job with where it stands. */
export interface JobState {
  name: string;
  state: "running" | "waiting" | "paused";
  cadence_seconds: number;
  timeout_seconds: number;
  next_run_at: Date;
  consecutive_failures: number;
  last_run: JobRun | null;
  /** Seconds, over the last 20 runs that succeeded; null before the first. */
  median_seconds: number | null;
}

/** Who changes a job. */
export interface JobActor {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}

const runColumns = (sql: Sql) =>
  sql`r.id, r.status, r.started_at, r.finished_at, r.error,
    extract(epoch from coalesce(r.finished_at, now()) - r.started_at)::float8 as seconds`;

/** A scope's jobs, by name. */
export async function listJobs(sql: Sql, accountScopeId: string): Promise<JobState[]> {
  const rows = await sql<JobState[]>`
    select j.name, j.cadence_seconds, j.timeout_seconds, j.next_run_at, j.consecutive_failures,
      case when j.lease_until > now() then 'running' when j.paused_at is not null then 'paused'
        else 'waiting' end as state,
      (select to_jsonb(l) from (
        select ${runColumns(sql)} from job_runs r where r.job_id = j.id
        order by r.started_at desc limit 1) l) as last_run,
      (select percentile_cont(0.5) within group (order by extract(epoch from m.finished_at - m.started_at))
        from (
          select started_at, finished_at from job_runs r
          where r.job_id = j.id and r.status = 'succeeded' order by r.started_at desc limit 20
        ) m) as median_seconds
    from jobs j where j.account_scope_id = ${accountScopeId} order by j.name`;
  return rows.map((row) => ({ ...row, last_run: row.last_run && withDates(row.last_run) }));
}

/** Times come as text out of JSON. */
function withDates(run: JobRun): JobRun {
  return {
    ...run,
    started_at: new Date(run.started_at),
    finished_at: run.finished_at === null ? null : new Date(run.finished_at),
  };
}

/** A page of runs: `total` over all pages. */
export interface JobHistory {
  runs: JobRun[];
  total: number;
}

/**
 * Runs of a job, newest first: behind the run `after`, or behind as many as `offset` says.
 *
 * @throws {ApiError} 404 when the scope has no such job
 */
export async function jobHistory(
  sql: Sql,
  accountScopeId: string,
  name: string,
  { limit, after, offset = 0 }: { limit: number; after?: string | undefined; offset?: number },
): Promise<JobHistory> {
  const [job] = await sql<{ id: string; total: number }[]>`
    select j.id, (select count(*)::int from job_runs r where r.job_id = j.id) as total
    from jobs j where j.account_scope_id = ${accountScopeId} and j.name = ${name}`;
  if (job === undefined) throw noSuchJob();
  const behind = after === undefined ? sql`` : sql`
    and (r.started_at, r.id) < (select a.started_at, a.id from job_runs a where a.id = ${after} and a.job_id = ${job.id})`;
  const runs = await sql<JobRun[]>`
    select ${runColumns(sql)} from job_runs r where r.job_id = ${job.id} ${behind}
    order by r.started_at desc, r.id desc limit ${limit} offset ${offset}`;
  return { runs, total: job.total };
}

const noSuchJob = () => new ApiError(404, "not_found", "There is no such job.");

/**
 * Makes a job due now, a paused one too.
 *
 * @throws {ApiError} 404 when the scope has no such job
 */
export async function runNow(sql: Sql, actor: JobActor, name: string): Promise<void> {
  await sql.begin(async (tx) => {
    if (!await requestRun(tx, actor.accountScopeId, name, null)) throw noSuchJob();
    await recordAudit(tx, { ...actor, action: "job.requested", entity: "job", entityId: name });
  });
}

/**
 * Keeps a job from running by its schedule, or lets it again.
 *
 * @throws {ApiError} 404 when the scope has no such job
 */
export async function setPaused(
  sql: Sql,
  actor: JobActor,
  name: string,
  paused: boolean,
): Promise<void> {
  await sql.begin(async (tx) => {
    if (!await pauseJob(tx, actor.accountScopeId, name, paused)) throw noSuchJob();
    const action = paused ? "job.paused" : "job.resumed";
    await recordAudit(tx, { ...actor, action, entity: "job", entityId: name });
  });
}
