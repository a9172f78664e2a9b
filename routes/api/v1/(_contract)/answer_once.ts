import { once, succeed } from "@/lib/api/mod.ts";
import type { State } from "@/lib/services.ts";
import { actorOf } from "@/view.ts";

/**
 * Answers a request that makes something with 201, once per `Idempotency-Key`: work and its effects
 * are left out when the first reply is given again.
 */
export async function answerOnce(
  { state, req, url }: { state: State; req: Request; url: URL },
  body: unknown,
  work: () => Promise<Record<string, unknown>>,
): Promise<Response> {
  const { status, body: reply, replayed } = await once(state.services.sql, {
    accountScopeId: actorOf(state).accountScopeId,
    key: req.headers.get("idempotency-key"),
    operation: `${req.method} ${url.pathname}`,
    body,
  }, async () => ({ status: 201, body: await work() }));
  const headers: Record<string, string> = replayed ? { "idempotent-replayed": "true" } : {};
  return succeed(state.requestId, reply, { status, headers });
}
