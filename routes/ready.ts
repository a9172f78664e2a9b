import { MigrationError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";

/** How one dependency is. */
type Check = { ok: boolean; detail?: string };

/** A dependency that does not answer in this time counts as away, milliseconds. */
const PATIENCE_MS = 2000;

async function check(work: () => Promise<string | void>): Promise<Check> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: "does not answer" }), PATIENCE_MS);
  });
  const answer = work().then(
    (detail): Check => detail === undefined ? { ok: true } : { ok: false, detail },
    (): Check => ({ ok: false, detail: "not reachable" }),
  );
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** What is wrong with the schema. One that a newer release has moved on is good enough for this one. */
async function schema(pending: () => Promise<string[]>): Promise<string | void> {
  try {
    const names = await pending();
    if (names.length > 0) return `${names.length} pending`;
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    if (error.code !== "missing") return error.code;
  }
}

/** Whether this process can answer requests: each dependency by itself, 503 when one fails. */
export const handler = define.handlers({
  async GET({ state }) {
    const { sql, cache, ready, pendingMigrations } = state.services;
    const [database, store, migrations] = await Promise.all([
      check(async () => void await sql`select 1`),
      check(() => cache.ping()),
      check(() => schema(pendingMigrations)),
    ]);
    const accepting: Check = ready ? { ok: true } : { ok: false, detail: "shutting down" };
    const checks = { database, cache: store, migrations, accepting };
    const ok = Object.values(checks).every((result) => result.ok);
    return Response.json({ ok, checks }, { status: ok ? 200 : 503 });
  },
});
