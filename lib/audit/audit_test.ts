import { deepEqual, equal, rejects } from "node:assert/strict";
import { createLogger, migrate } from "../platform/mod.ts";
import { listAudit, recordAudit } from "./mod.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";

const log = createLogger({ level: "silent" });
const scope = "11111111-1111-4111-8111-111111111111";
const entry = {
  accountScopeId: scope,
  actor: "owner",
  action: "project.created",
  entity: "project",
  entityId: "p1",
};

Deno.test({ name: "audit events", ignore: postgresUrl === null }, async (test) => {
  const { sql, drop } = await scratchDatabase("audit");
  try {
    await migrate(sql, "migrations", log);

    await test.step("an event is recorded with what changed and who did it", async () => {
      await sql.begin((tx) =>
        recordAudit(tx, { ...entry, requestId: "r1", before: null, after: { name: "Acme" } })
      );
      const [event] = await listAudit(sql, scope, 10);
      deepEqual([event?.actor, event?.action, event?.requestId, event?.before, event?.after], [
        "owner",
        "project.created",
        "r1",
        null,
        { name: "Acme" },
      ]);
    });

    await test.step("it is gone with the transaction it belongs to", async () => {
      const before = (await listAudit(sql, scope, 100)).length;
      await rejects(
        sql.begin(async (tx) => {
          await recordAudit(tx, entry);
          throw new Error("the mutation failed");
        }),
        /the mutation failed/,
      );
      equal((await listAudit(sql, scope, 100)).length, before);
    });

    await test.step("evidence is unique and at most 50", async () => {
      const refs = Array.from({ length: 70 }, (_, index) => ({ table: "m", id: String(index) }));
      await sql.begin((tx) =>
        recordAudit(tx, { ...entry, evidence: [refs[0]!, refs[0]!, ...refs] })
      );
      const [event] = await listAudit(sql, scope, 1);
      deepEqual(event?.evidence, refs.slice(0, 50));
    });

    await test.step("another scope's events are not listed", async () => {
      equal((await listAudit(sql, "22222222-2222-4222-8222-222222222222", 10)).length, 0);
    });
  } finally {
    await drop();
  }
});
