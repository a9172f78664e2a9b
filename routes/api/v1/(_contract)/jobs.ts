import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { done, id, next } from "./shapes.ts";

const tag = "Jobs";

const run = z.object({
  id,
  status: z.enum(["running", "succeeded", "failed", "timed_out", "abandoned", "stopped"]),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  seconds: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const listJobs = operation({
  name: "listJobs",
  method: "GET",
  path: "/jobs",
  tag,
  summary: "Background jobs with their state, last and next run",
  reply: z.object({
    jobs: z.array(z.object({
      name: z.string(),
      state: z.enum(["running", "waiting", "paused"]),
      cadence_seconds: z.int(),
      timeout_seconds: z.int(),
      next_run_at: z.date(),
      consecutive_failures: z.int(),
      last_run: run.nullable(),
      median_seconds: z.number().nullable(),
    })),
  }),
});

export const listRuns = operation({
  name: "listJobRuns",
  method: "GET",
  path: "/jobs/{name}/runs",
  tag,
  summary: "Runs of a job, newest first",
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: id.optional(),
  }),
  reply: z.object({ runs: z.array(run), total: z.int(), next }),
  fails: [404],
});

export const runJob = operation({
  name: "runJob",
  method: "POST",
  path: "/jobs/{name}/run",
  tag,
  summary: "Make a job due now, a paused one too",
  reply: done,
  status: 202,
  fails: [404],
});

export const changeJob = operation({
  name: "changeJob",
  method: "PATCH",
  path: "/jobs/{name}",
  tag,
  summary: "Pause a job, or let it run by its schedule again",
  body: z.strictObject({ paused: z.boolean() }),
  reply: done,
  fails: [404],
});
