/** What an Attio workspace holds and what is held here, in one form, so that both can be compared. */
import { deepEqual } from "node:assert/strict";
import type { AttioState } from "@/sim/mod.ts";
import { plainText } from "../../sim/attio/views.ts";
import type { Entry, RecordRow, Task, Value } from "../../sim/attio/tables.ts";
import type { AttioWorld } from "../support/attio_world.ts";

type Row = Record<string, unknown>;

/** Rows by stream, and the evidence, each list ordered by id. */
export type AttioMirror = Record<string, Row[]>;

/** Slugs of the projects that are bound, the oldest binding first. */
export interface Places {
  /** By company. */
  companies?: Record<string, string>;
  /** By list, in the order they were bound. */
  lists?: Record<string, string>;
}

const UNASSIGNED = "unassigned";
const byId = (a: Row, b: Row) => String(a.id) < String(b.id) ? -1 : 1;
/** Times are kept to the microsecond. */
const micro = (stamp: string | null) => stamp === null ? null : `${stamp.slice(0, 26)}Z`;

const first = (row: RecordRow, slug: string): Value | undefined => row.values[slug]?.[0];
const data = (row: RecordRow, slug: string) => first(row, slug)?.data ?? {};
const each = (row: RecordRow, slug: string, property: string) =>
  (row.values[slug] ?? []).map((value) => value.data[property]);

/** What the stand-in holds. */
export function remoteMirror(state: AttioState, { companies = {}, lists = {} }: Places = {}) {
  const { tables, workspaceSlug } = state;
  const records = (slug: string) => [...tables.objects.get(slug)?.records.values() ?? []];
  const entries = [...tables.lists.values()].flatMap((list) =>
    [...list.entries.values()].map((entry): [string, Entry] => [list.id, entry])
  );
  const companyOf = (id: string) => {
    for (const [slug, attribute] of [["people", "company"], ["deals", "associated_company"]]) {
      const row = tables.objects.get(slug!)?.records.get(id);
      if (row !== undefined) return data(row, attribute!).target_record_id as string | undefined;
    }
    return undefined;
  };
  const listed = (id: string) => {
    const found = Object.entries(lists).find(([list]) =>
      entries.some(([of, entry]) => of === list && entry.parentRecordId === id)
    );
    return found?.[1];
  };
  /** The project of a record, by the order in which bindings count. */
  const bound = (id: string | undefined): string | undefined => {
    if (id === undefined) return undefined;
    const company = companyOf(id);
    return companies[id] ?? listed(id) ??
      (company === undefined ? undefined : companies[company] ?? listed(company));
  };
  const place = (id: string | undefined) => bound(id) ?? UNASSIGNED;
  const taskPlace = (task: Task) =>
    task.linked.map(({ recordId }) => bound(recordId)).find((slug) => slug !== undefined) ??
      UNASSIGNED;
  const url = (slug: string, id: string) =>
    `https://app.attio.com/${workspaceSlug}/${tables.objects.get(slug)?.webPath}/${id}`;
  const memberOf = (actor: { type: string; id: string | null }) =>
    actor.type === "workspace-member" ? actor.id : null;
  const name = (member: string | null) => {
    const row = tables.members.get(member ?? "");
    return row === undefined ? null : `${row.firstName} ${row.lastName}`;
  };
  const choice = (slug: string, row: RecordRow) =>
    tables.objects.get("deals")?.attributes.get(slug)?.choices
      .find(({ id }) => id === data(row, slug).status)?.title ?? null;
  const text = (value: unknown) => value === undefined ? null : value;

  const deals = records("deals").map((row) => ({
    ...{ id: row.id, created: micro(row.createdAt), project: place(row.id) },
    ...{ name: text(data(row, "name").value), stage: choice("stage", row) },
    since: micro(first(row, "stage")?.activeFrom ?? null),
    value: "currency_value" in data(row, "value")
      ? String(data(row, "value").currency_value)
      : null,
    currency: text(data(row, "value").currency_code),
    owner: text(data(row, "owner").referenced_actor_id),
    company: text(data(row, "associated_company").target_record_id),
    people: each(row, "associated_people", "target_record_id"),
    next: text(data(row, "next_step").value),
    close: text(data(row, "expected_close").value),
  }));
  const notes = [...tables.notes.values()].map((row) => ({
    ...{ id: row.id, created: micro(row.createdAt), project: place(row.parentRecordId) },
    ...{ object: row.parentObject, record: row.parentRecordId, title: row.title },
    ...{ content: plainText(row.content), author: memberOf(row.createdBy) },
  }));
  const tasks = [...tables.tasks.values()].map((row) => ({
    ...{ id: row.id, created: micro(row.createdAt), project: taskPlace(row), content: row.content },
    ...{ deadline: micro(row.deadlineAt), completed: row.completed },
    ...{ done: micro(row.completedAt), records: row.linked.map(({ recordId }) => recordId) },
    ...{ assignees: row.assignees, author: memberOf(row.createdBy) },
  }));
  const slugOf = (id: string) =>
    [...tables.objects.values()].find((object) => object.records.has(id))?.slug;
  const address = (id: string | undefined) => {
    const slug = id === undefined ? undefined : slugOf(id);
    return slug === undefined ? null : url(slug, id!);
  };
  const dealText = (row: (typeof deals)[number]) => {
    const worth = [row.value, row.currency].filter((part) => part !== null).join(" ");
    return [row.name, [row.stage, worth].filter((part) => part).join(" · "), row.next]
      .filter((part) => part).join("\n");
  };
  const evidence = [
    ...deals.map((row) => ({
      ...{ id: row.id, table: "attio_deals", project: row.project, at: row.created },
      ...{ author: name(row.owner as string | null), snippet: dealText(row).slice(0, 500) },
      url: url("deals", row.id),
    })),
    ...notes.map((row) => ({
      ...{ id: row.id, table: "attio_notes", project: row.project, at: row.created },
      author: name(row.author),
      snippet: [row.title, row.content].filter((part) => part !== "").join("\n").slice(0, 500),
      url: address(row.record),
    })),
    ...tasks.map((row) => ({
      ...{ id: row.id, table: "attio_tasks", project: row.project, at: row.created },
      ...{ author: name(row.author), snippet: row.content, url: address(row.records[0]) },
    })),
  ].filter((row) => row.snippet !== "");

  const mirror: AttioMirror = {
    companies: records("companies").map((row) => ({
      ...{ id: row.id, created: micro(row.createdAt), project: place(row.id) },
      ...{ name: text(data(row, "name").value), domains: each(row, "domains", "domain") },
      description: text(data(row, "description").value),
    })),
    people: records("people").map((row) => ({
      ...{ id: row.id, created: micro(row.createdAt), project: place(row.id) },
      name: text(data(row, "name").full_name),
      emails: each(row, "email_addresses", "email_address"),
      phones: each(row, "phone_numbers", "phone_number"),
      job: text(data(row, "job_title").value),
      company: text(data(row, "company").target_record_id),
    })),
    deals,
    lists: [...tables.lists.values()].map((row) => ({
      ...{ id: row.id, slug: row.slug, name: row.name, objects: [row.parentObject] },
    })),
    entries: entries.map(([list, row]) => ({
      ...{ id: row.id, list, object: row.parentObject, record: row.parentRecordId },
      ...{ created: micro(row.createdAt), project: lists[list] ?? place(row.parentRecordId) },
      values: Object.keys(row.values).sort(),
    })),
    notes,
    tasks,
    workspace_members: [...tables.members.values()].map((row) => ({
      ...{ id: row.id, name: `${row.firstName} ${row.lastName}`, email: row.email },
      access: row.accessLevel,
    })),
    evidence,
  };
  return Object.fromEntries(
    Object.entries(mirror).map(([stream, rows]) => [stream, rows.sort(byId)]),
  );
}

/** What is held here of the world's connection, tombstones left out. */
export async function localMirror({ sql, scopeId }: Pick<AttioWorld, "sql" | "scopeId">) {
  const live = sql`where t.account_scope_id = ${scopeId} and t.deleted_at is null`;
  const iso = (column: string) =>
    sql`to_char(${sql(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const place = sql`(select slug from projects p where p.id = t.project_id) as project`;
  const common = sql`t.external_id as id, ${iso("vendor_created_at")} as created, ${place}`;
  const queries: Record<string, PromiseLike<readonly Row[]>> = {
    companies: sql`select ${common}, name, domains, description from attio_companies t ${live}`,
    people: sql`
      select ${common}, name, emails, phones, job_title as job, company_external_id as company
      from attio_people t ${live}`,
    deals: sql`
      select ${common}, name, stage, ${iso("stage_since")} as since, value::text, currency,
        owner_external_id as owner, company_external_id as company, person_external_ids as people,
        next_step as next, expected_close::text as close
      from attio_deals t ${live}`,
    lists: sql`
      select external_id as id, slug, name, parent_objects as objects from attio_lists t ${live}`,
    entries: sql`
      select ${common}, list_external_id as list, parent_object as object,
        parent_record_external_id as record,
        array(select v.key from jsonb_each(t.data -> 'entry_values') v
          where v.value <> '[]' and v.key not in ('entry_id', 'created_at', 'created_by')
          order by 1) as values
      from attio_entries t ${live}`,
    notes: sql`
      select ${common}, parent_object as object, parent_record_external_id as record, title, content,
        author_external_id as author
      from attio_notes t ${live}`,
    tasks: sql`
      select ${common}, content, ${iso("deadline_at")} as deadline, completed,
        ${iso("completed_at")} as done, linked_record_external_ids as records,
        assignee_external_ids as assignees, author_external_id as author
      from attio_tasks t ${live}`,
    workspace_members: sql`
      select external_id as id, name, email, access_level as access
      from attio_workspace_members t ${live}`,
    evidence: sql`
      select coalesce(d.external_id, n.external_id, k.external_id) as id, t.source_table as table,
        ${iso("occurred_at")} as at, t.author, t.snippet, t.url, ${place}
      from evidence t
      left join attio_deals d on d.id = t.source_id
      left join attio_notes n on n.id = t.source_id
      left join attio_tasks k on k.id = t.source_id
      where t.account_scope_id = ${scopeId}`,
  };
  const entries = await Promise.all(
    Object.entries(queries).map(async (
      [stream, query],
    ) => [stream, [...await query].map((row) => ({ ...row })).sort(byId)]),
  );
  return Object.fromEntries(entries) as AttioMirror;
}

/** Rows shown of each difference. */
const SHOWN = 3;

const sorted = (row: Row) =>
  Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => a < b ? -1 : 1));

/** What of two mirrors is not the same, by stream. */
export function differences(here: AttioMirror, there: AttioMirror) {
  return Object.keys(there).flatMap((stream) => {
    const text = (rows: Row[]) => new Set(rows.map((row) => JSON.stringify(sorted(row))));
    const [mine, theirs] = [text(here[stream] ?? []), text(there[stream]!)];
    const [extra, missing] = [mine.difference(theirs), theirs.difference(mine)];
    if (extra.size + missing.size === 0 && mine.size === here[stream]!.length) return [];
    return [{
      stream,
      counts: { here: here[stream]!.length, there: there[stream]!.length },
      only_here: [...extra].slice(0, SHOWN),
      only_there: [...missing].slice(0, SHOWN),
    }];
  });
}

/** Fails unless everything the workspace holds is here, and nothing else. */
export async function equalAttioMirrors(
  world: Pick<AttioWorld, "sql" | "scopeId" | "state">,
  places: Places = {},
): Promise<void> {
  deepEqual(differences(await localMirror(world), remoteMirror(world.state, places)), []);
}
