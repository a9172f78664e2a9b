import { deepEqual, equal } from "node:assert/strict";
import { createLogger, migrate } from "../platform/mod.ts";
import { keepTables, listAudit, recordAudit } from "./mod.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";

const scope = "11111111-1111-4111-8111-111111111111";
const tables = [{ table: "audit_events", keepMonths: 24 }];

Deno.test({
  name: "audit events are kept for their months, and their end is recorded",
  ignore: postgresUrl === null,
}, async () => {
  const { sql, drop } = await scratchDatabase("retention");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const entry = { accountScopeId: scope, actor: "owner", entity: "x", entityId: "1" };
    const now = new Date();
    await keepTables(sql, scope, tables, now);
    await sql.begin((tx) => recordAudit(tx, { ...entry, action: "x.done" }));

    const later = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 24, 15));
    await keepTables(sql, scope, tables, later);
    deepEqual((await listAudit(sql, scope, 10)).map(({ action }) => action), [
      "partitions.dropped",
      "x.done",
    ], "the 24th month is kept");

    const after = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 25, 1));
    const { audit_events: changes } = await keepTables(sql, scope, tables, after);
    const month = now.toISOString().slice(0, 7).replace("-", "_");
    deepEqual(changes?.dropped, [`audit_events_${month}`]);
    // the record is written with today's time, into the default partition now
    const [event, ...others] = await listAudit(sql, scope, 10);
    equal(others.length, 0);
    deepEqual([event?.actor, event?.entityId, event?.after], ["system", "audit_events", {
      keep_months: 24,
      dropped: [`audit_events_${month}`],
    }]);
  } finally {
    await drop();
  }
});
