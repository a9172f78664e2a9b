import { z } from "zod";
import { define } from "@/define.ts";
import { once, parseBody, succeed } from "@/lib/api/mod.ts";
import { createProject, listProjects } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";

const input = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** A scope's projects; POST makes one and honours `Idempotency-Key`. */
export const handler = define.handlers({
  async GET({ state }) {
    const projects = await listProjects(state.services.sql, actorOf(state).accountScopeId);
    return succeed(state.requestId, { projects });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { sql } = state.services;
    const body = await parseBody(req, input);
    const reply = await once(
      sql,
      actor.accountScopeId,
      req.headers.get("idempotency-key"),
      body,
      async () => ({
        status: 201,
        body: { project: await createProject(sql, actor, body.name) },
      }),
    );
    return succeed(state.requestId, reply.body, { status: reply.status });
  },
});
