import { deepEqual, equal, match, ok } from "node:assert/strict";
import { waitUntil } from "../../ops/services/process.ts";
import { startWorker } from "@/workers/mod.ts";
import type { TestProduct } from "../support/app.ts";
import { script, signIn } from "../support/visitor.ts";

interface JobReply {
  jobs: { name: string; state: string; last_run: { status: string } | null }[];
}

/** The jobs' page and API. */
export async function jobSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const worker = await startWorker(product.processes[0]!.services);
  try {
    const visitor = await signIn(product);
    const jobs = async () => (await visitor.api("GET", "/jobs")).json<JobReply>().jobs;

    await test.step("jobs are listed, on the page in words", async () => {
      const names = (await jobs()).map(({ name }) => name);
      deepEqual(
        ["connectors_errors_retry", "connectors_sync_cycle", "webhooks_process"].filter((name) =>
          !names.includes(name)
        ),
        [],
      );
      const { text } = await visitor.open("/jobs");
      match(text, /Sync of all sources/);
      match((await visitor.open("/jobs/connectors_sync_cycle")).text, /Sync of all sources/);
    });

    await test.step("one is run on request, paused and resumed", async () => {
      const runsNow = async () =>
        (await visitor.api("GET", "/jobs/connectors_errors_retry/runs")).json<{ total: number }>()
          .total;
      const runs = await runsNow();
      const run = await visitor.api("POST", "/jobs/connectors_errors_retry/run");
      equal(run.status, 202);
      const path = "/jobs/connectors_errors_retry";
      const stateNow = async () =>
        (await jobs()).find(({ name }) => name === "connectors_errors_retry")!.state;
      const ended = async () => await runsNow() > runs && await stateNow() === "waiting";
      ok(await waitUntil(ended, 10_000));
      equal((await visitor.api("PATCH", path, { paused: true })).status, 200);
      equal(await stateNow(), "paused");
      const form = { job: "connectors_errors_retry", action: "resume" };
      equal(
        (await visitor.post("/jobs/change", form)).headers.get("location"),
        "/jobs?done=resumed",
      );
      equal(await stateNow(), "waiting");
    });

    await test.step("an unknown one is 404, a wrong body 400, a script that may only read 403", async () => {
      equal((await visitor.api("POST", "/jobs/none/run")).status, 404);
      equal((await visitor.api("GET", "/jobs/none/runs")).status, 404);
      equal((await visitor.open("/jobs/none")).status, 404);
      equal((await visitor.api("PATCH", "/jobs/webhooks_process", { paused: "yes" })).status, 400);
      const reader = await script(product, ["read"]);
      equal((await reader.visitor.api("POST", "/jobs/webhooks_process/run")).status, 403);
      equal((await reader.visitor.api("GET", "/jobs/webhooks_process/runs")).status, 200);
    });
  } finally {
    await worker.stop();
  }
}
