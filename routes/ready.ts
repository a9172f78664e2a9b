import { define } from "@/define.ts";

type Check = { ok: boolean; detail?: string };

async function check(work: () => Promise<unknown>): Promise<Check> {
  try {
    await work();
    return { ok: true };
  } catch {
    return { ok: false, detail: "not reachable" };
  }
}

/** Whether this process can answer requests: each dependency by itself, 503 when one fails. */
export const handler = define.handlers({
  async GET({ state }) {
    const { sql, cache, ready } = state.services;
    const [database, store] = await Promise.all([
      check(() => sql`select 1`),
      check(() => cache.ping()),
    ]);
    const checks = { database, cache: store, accepting: { ok: ready } };
    const ok = Object.values(checks).every((result) => result.ok);
    return Response.json({ ok, checks }, { status: ok ? 200 : 503 });
  },
});
