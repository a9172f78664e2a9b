/**
 * Tells the events of 100,000 messages, then of none, of one and of all of them edited; reads the
 * feed's pages: `deno run -A bench/events.ts`.
 */
import { createLogger, migrate } from "@/lib/platform/mod.ts";
import { collectEvents } from "../lib/connectors/events/collect.ts";
import { listEvents } from "../lib/connectors/events/list.ts";
import { makeProject, makeScope } from "../tests/support/sync_world.ts";
import { scratchDatabase } from "../tests/support/scratch_database.ts";
import { report } from "./support/figure.ts";

const MESSAGES = 100_000;
const CONVERSATIONS = 4_000;

/** What messages say, one after the other. */
const TEXTS = [
  "Please approve the mockups.",
  "Thanks, looks good so far, we will check it with the team tomorrow.",
  "Счёт оплатили вчера",
  "Добрый день! Подскажите, когда будет готова главная страница? Ждём с нетерпением.",
  ...Array.from({ length: 26 }, (_, index) => `ok, see you on day ${index}`),
];

const { sql, drop } = await scratchDatabase("bench_events");

async function measured<T>(figure: string, work: () => Promise<T>, most?: number): Promise<T> {
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  report("events", figure, seconds, "s", most === undefined ? null : { most });
  return result;
}

try {
  await migrate(sql, "migrations", createLogger({ level: "silent" }));
  const scopeId = await makeScope(sql);
  const projectId = await makeProject(sql, scopeId, "a");
  const now = new Date();
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, last_synced_at)
    values (${scopeId}, 'chatwoot', 'https://chat.example', '1', ${now}) returning id`;
  await sql`
    insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id,
      inbox_external_id, contact_external_id, status, vendor_created_at, last_activity_at, data,
      content_hash, vendor_updated_at, seen_at)
    select ${projectId}, ${scopeId}, ${
    connection!.id
  }, n::text, '1', n::text, 'open', ${now}, ${now}, '{}',
      'x', ${now}, ${now}
    from generate_series(1, ${CONVERSATIONS}) n`;
  const insert = (first: number, last: number) =>
    sql`
    insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id,
      conversation_external_id, direction, private, content, content_type, sender_kind, vendor_created_at,
      data, content_hash, seen_at)
    select ${projectId}, ${scopeId}, ${
      connection!.id
    }, n::text, (1 + n / 25 % ${CONVERSATIONS})::text,
      case when n % 2 = 0 then 'outgoing' else 'incoming' end, false,
      (${TEXTS}::text[])[1 + n % ${TEXTS.length}], 'text', 'user',
      ${now}::timestamptz - (${MESSAGES}::int - n) * interval '5 minutes', '{}', 'x', ${now}
    from generate_series(${first}::int, ${last}::int) n`;
  const collect = () => {
    const { signal } = new AbortController();
    return collectEvents(sql, { accountScopeId: scopeId, now, retentionMonths: 12, signal });
  };

  await sql`alter table chatwoot_messages disable trigger connector_events_insert`;
  await measured("write 20,000 messages without the queue", () => insert(1, 20_000));
  await sql`delete from chatwoot_messages`;
  await sql`alter table chatwoot_messages enable trigger connector_events_insert`;
  await measured("write 20,000 messages", () => insert(1, 20_000));
  await insert(20_001, MESSAGES);
  await sql`analyze`;
  const told = await measured(`events of ${MESSAGES} messages`, collect);
  report("events", "told", told, "");
  await sql`analyze`;
  await measured("nothing changed", collect, 1);
  await insert(MESSAGES + 1, MESSAGES + 1);
  await measured("one message more", collect, 1);
  await sql`update chatwoot_messages set content_hash = 'y' where external_id::int <= 2000`;
  await measured("2,000 messages edited", collect);
  const scope = { accountScopeId: scopeId, projectIds: [projectId] };
  const { events } = await measured(
    "first page",
    () => listEvents(sql, scope, {}, { limit: 50 }),
    0.2,
  );
  const older = events.at(-1)!.cursor;
  await measured("next page", () => listEvents(sql, scope, {}, { limit: 50, older }), 0.2);
  await measured(
    "first page of a rare kind",
    () => listEvents(sql, scope, { kind: "scope_change_detected" }, { limit: 50 }),
    0.2,
  );
} finally {
  await drop();
}
