import type { Sql, TransactionSql } from "@/lib/platform/mod.ts";

/** What a person asked of a job's next run. `asked` tells two requests apart. */
export interface JobRequest {
  mode?: "incremental" | "full";
  asked?: string;
}

/** A job this process has claimed. */
export interface ClaimedJob {
  id: string;
  account_scope_id: string;
  name: string;
  timeout_seconds: number;
  run_id: string;
  /** What a person asked for; null for a scheduled run. */
  request: JobRequest | null;
}

/** What a job is, apart from what it does. */
export interface JobSchedule {
  name: string;
  cadenceSeconds: number;
  timeoutSeconds: number;
}

/** A claim that is not renewed for this long may be taken over, seconds. */
export const LEASE_SECONDS = 30;

/** The longest a failing job waits for its next run, seconds. */
const LONGEST_BACKOFF_SECONDS = 6 * 3600;

/** Makes the jobs of every scope, and gives known ones the schedule they have now. */
export async function ensureJobs(sql: Sql, schedules: JobSchedule[]): Promise<void> {
  await sql`
    insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds)
    select s.id, j.name, j."cadenceSeconds", j."timeoutSeconds"
    from account_scopes s
    cross join jsonb_to_recordset(${sql.json(schedules as never)}) as
      j (name text, "cadenceSeconds" int, "timeoutSeconds" int)
    on conflict (account_scope_id, name) do update
      set cadence_seconds = excluded.cadence_seconds, timeout_seconds = excluded.timeout_seconds`;
}

/**
 * Claims the job that has been due longest; null when none is. SKIP LOCKED lets many workers ask at
 * the same time, and the lease keeps the job theirs. A job whose worker died is due again when its
 * lease has run out, and its run is closed as abandoned. A paused job runs when a person asks for it.
 */
export async function claimDueJob(
  sql: Sql,
  owner: string,
  names: string[],
): Promise<ClaimedJob | null> {
  return await sql.begin(async (tx) => {
    const [job] = await tx<Omit<ClaimedJob, "run_id">[]>`
      update jobs set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where id = (
        select id from jobs
        where name = any (${names}) and (paused_at is null or request is not null)
          and next_run_at <= now() and (lease_until is null or lease_until < now())
        order by next_run_at limit 1 for update skip locked
      )
      returning id, account_scope_id, name, timeout_seconds, request`;
    if (job === undefined) return null;
    await tx`
      update job_runs set status = 'abandoned', finished_at = now()
      where job_id = ${job.id} and status = 'running'`;
    const [run] = await tx<{ id: string }[]>`
      insert into job_runs (job_id, owner) values (${job.id}, ${owner}) returning id`;
    return { ...job, run_id: run!.id };
  });
}

/** Renews a claim; false when it is no longer this owner's. */
export async function renewClaim(
  sql: Sql,
  { id, run_id }: Pick<ClaimedJob, "id" | "run_id">,
  owner: string,
): Promise<boolean> {
  const { count } = await sql`
    update jobs set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where id = ${id} and lease_owner = ${owner}
      and exists (select from job_runs r where r.id = ${run_id} and r.status = 'running')`;
  return count === 1;
}

/** How a run ended; `interrupted`: by the end of its process. */
export type RunStatus = "succeeded" | "failed" | "timed_out" | "stopped" | "interrupted";

/** What the end of a run means for the next one. */
export interface RunEnd {
  status: RunStatus;
  error: { code: string; message: string } | null;
  /** Seconds until the next run, when it is not the schedule's to say. */
  againInSeconds?: number;
}

/**
 * Closes a run and schedules the next one: a cadence from now, or after failures
 * cadence · 2^(n−1), at most 6 h. A request made while the job ran keeps it due at once; an
 * interrupted run, and one that could not begin, keep what was asked. False: the claim is no longer
 * this owner's, and nothing was written.
 */
export async function finishRun(
  sql: Sql,
  job: ClaimedJob,
  owner: string,
  { status, error, againInSeconds }: RunEnd,
): Promise<boolean> {
  const failed = status === "failed" || status === "timed_out";
  const again = againInSeconds ?? (status === "interrupted" ? 0 : null);
  const request = job.request === null ? null : sql.json(job.request as never);
  return await sql.begin(async (tx) => {
    const closed = await tx`
      update job_runs set status = ${status === "interrupted" ? "stopped" : status},
        finished_at = now(), error = ${error === null ? null : tx.json(error)}
      where id = ${job.run_id} and status = 'running'`;
    if (closed.count === 0) return false;
    const { count } = await tx`
      update jobs set lease_owner = null, lease_until = null,
        consecutive_failures = case when ${failed} then consecutive_failures + 1
          when ${status === "succeeded"} then 0 else consecutive_failures end,
        next_run_at = case
          when request is distinct from ${request}::jsonb then now()
          when ${again}::float8 is not null then now() + make_interval(secs => ${again}::float8)
          when ${failed} then now() + make_interval(secs =>
            least(${LONGEST_BACKOFF_SECONDS}, cadence_seconds * power(2, least(consecutive_failures, 16))))
          else now() + make_interval(secs => cadence_seconds) end,
        request = case when request is not distinct from ${request}::jsonb
          and (${again}::float8 is null or ${status === "succeeded"}) then null else request end
      where id = ${job.id} and lease_owner = ${owner}`;
    return count === 1;
  });
}

/**
 * Makes jobs of a scope due now, or in some seconds, as the next of a cascade; never later than they
 * are. Those of other scopes stay as they are.
 */
export async function makeDue(
  sql: Sql,
  accountScopeId: string,
  names: string[],
  inSeconds = 0,
): Promise<void> {
  if (names.length === 0) return;
  await sql`
    update jobs set next_run_at = least(next_run_at, now() + make_interval(secs => ${inSeconds}))
    where account_scope_id = ${accountScopeId} and name = any (${names})`;
}

/** Makes a job due now, with what was asked of it. False: the scope has no such job. */
export async function requestRun(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  name: string,
  request: Pick<JobRequest, "mode"> | null,
): Promise<boolean> {
  const { count } = await sql`
    update jobs set next_run_at = now(), request = ${
    sql.json({ ...request, asked: crypto.randomUUID() })
  }
    where account_scope_id = ${accountScopeId} and name = ${name}`;
  return count === 1;
}

/** Keeps a job from running by its schedule, or lets it again. False: the scope has no such job. */
export async function pauseJob(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  name: string,
  paused: boolean,
): Promise<boolean> {
  const { count } = await sql`
    update jobs set paused_at = ${paused ? sql`coalesce(paused_at, now())` : sql`null`}
    where account_scope_id = ${accountScopeId} and name = ${name}`;
  return count === 1;
}

/**
 * Removes runs of a scope's jobs that began more than some days ago and have ended; each job's newest
 * stays. Returns how many.
 */
export async function forgetJobRuns(
  sql: Sql,
  accountScopeId: string,
  now: Date,
  days: number,
): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  const { count } = await sql`
    delete from job_runs r using jobs j
    where j.id = r.job_id and j.account_scope_id = ${accountScopeId} and r.status <> 'running'
      and r.started_at < ${before}
      and exists (select from job_runs n where n.job_id = r.job_id and n.started_at > r.started_at)`;
  return count;
}

/**
 * Ends all claims at once. Only right where no other process can be running a job: at the start of
 * the one process that may open the embedded store.
 */
export async function abandonClaims(sql: Sql): Promise<void> {
  await sql`
    update jobs set lease_until = now() - interval '1 second' where lease_until is not null`;
}
