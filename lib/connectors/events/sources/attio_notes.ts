import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import { detect } from "../text/detect.ts";
import { TEXT_KINDS } from "../text/language.ts";
import { writeEvents } from "../write_events.ts";

const source: EventSource = {
  table: "attio_notes",
  connector: "attio",
  revocable: ["note_logged", ...TEXT_KINDS],
};

/** Notes logged, and what they say of approvals, scope and invoices. */
export async function collectNotes(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const here = tx`o.id = any (${[...ids]})`;
  const words = tx`concat_ws(E'\n', nullif(o.title, ''), nullif(o.content, ''))`;
  const notes = await tx<{ id: string; text: string }[]>`
    select o.id, ${words} as text from attio_notes o
    where ${here} and o.deleted_at is null and o.vendor_created_at >= ${context.since}`;
  const texts = notes.flatMap(({ id, text }) =>
    detect(text).map(({ kind, sentence }) => ({ source_id: id, kind, snippet: sentence }))
  );
  return await writeEvents(tx, context, source, {
    ids,
    rows: tx`
      select o.id as source_id, o.project_id, o.deleted_at is not null as gone,
        ${words} as snippet
      from attio_notes o where ${here}`,
    facts: tx`
      with logged as materialized (
        select o.project_id, o.connection_id, o.id as source_id, o.vendor_created_at as occurred_at,
          m.name as author, ${words} as snippet, coalesce(c.web_url, p.web_url, d.web_url) as url
        from attio_notes o
        left join attio_workspace_members m on m.connection_id = o.connection_id
          and m.external_id = o.author_external_id
        left join attio_companies c on c.connection_id = o.connection_id
          and c.external_id = o.parent_record_external_id
        left join attio_people p on p.connection_id = o.connection_id
          and p.external_id = o.parent_record_external_id
        left join attio_deals d on d.connection_id = o.connection_id
          and d.external_id = o.parent_record_external_id
        where ${here} and o.deleted_at is null
      )
      select l.project_id, l.connection_id, l.source_id, 'note_logged' as kind, l.occurred_at,
        null as repetition, l.author, l.snippet, l.url, '{}'::jsonb as data
      from logged l
      union all
      select l.project_id, l.connection_id, l.source_id, t.kind, l.occurred_at, null, l.author, t.snippet,
        l.url, '{}'
      from logged l
      join jsonb_to_recordset(${tx.json(texts)}) as t (source_id uuid, kind text, snippet text)
        on t.source_id = l.source_id`,
  });
}
