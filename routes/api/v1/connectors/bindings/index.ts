import { z } from "zod";
import { define } from "@/define.ts";
import { once, parseBody, succeed } from "@/lib/api/mod.ts";
import { actorOf } from "@/view.ts";

const input = z.strictObject({
  connection_id: z.uuid(),
  project_id: z.uuid(),
  kind: z.enum(["account", "inbox", "label", "contact_company"]),
  external_id: z.string().min(1).max(300),
});

/** What is bound to which project; POST binds an inbox, label, company or the whole account. */
export const handler = define.handlers({
  async GET({ state }) {
    const { accountScopeId } = actorOf(state);
    const { bindings } = state.services.connectors;
    const [list, unassigned] = await Promise.all([
      bindings.list(accountScopeId),
      bindings.unassigned(accountScopeId),
    ]);
    return succeed(state.requestId, { bindings: list, unassigned_conversations: unassigned });
  },
  async POST({ state, req }) {
    const actor = actorOf(state);
    const { connectors, sql } = state.services;
    const body = await parseBody(req, input);
    const reply = await once(
      sql,
      actor.accountScopeId,
      req.headers.get("idempotency-key"),
      body,
      async () => ({
        status: 201,
        body: { ...await connectors.bindings.create(actor, body) },
      }),
    );
    await state.services.changed(actor.accountScopeId, ["bindings"]);
    return succeed(state.requestId, reply.body, { status: reply.status });
  },
});
