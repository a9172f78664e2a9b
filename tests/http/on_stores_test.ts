import { stores, withProduct } from "../support/app.ts";
import { evidenceSteps } from "./evidence_steps.ts";
import { identitySteps } from "./identity_steps.ts";
import { jobSteps } from "./job_steps.ts";
import { limitSteps } from "./limit_steps.ts";
import { projectSteps } from "./project_steps.ts";
import { sessionSteps } from "./session_steps.ts";
import { tokenSteps } from "./token_steps.ts";

/** What must hold on every store; on PostgreSQL and Redis with two processes. */
const parts = {
  sessions: sessionSteps,
  projects: projectSteps,
  tokens: tokenSteps,
  jobs: jobSteps,
  identity: identitySteps,
  evidence: evidenceSteps,
  limits: limitSteps,
};

for (const store of stores) {
  Deno.test(`${store}: requests`, async (test) => {
    await withProduct({ store, processes: 2 }, async (product) => {
      for (const [name, steps] of Object.entries(parts)) {
        await test.step(name, async (part) => await steps(part, product));
      }
    });
  });
}
