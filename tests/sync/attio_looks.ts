/** What a test of the Attio connector looks at, and how it fills a workspace. */
import type { AttioWorld } from "../support/attio_world.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Buried rows of a stream, by id: id, reason, and what a record became. */
export async function tombstones(
  { sql, scopeId }: AttioWorld,
  stream: "companies" | "people" | "deals" | "entries" | "notes" | "tasks" | "lists",
): Promise<[string, string, string | null][]> {
  const merged = ["companies", "people", "deals"].includes(stream)
    ? sql`merged_into`
    : sql`null::text as merged_into`;
  const rows = await sql<
    { external_id: string; deleted_reason: string; merged_into: string | null }[]
  >`
    select external_id, deleted_reason, ${merged} from ${sql(`attio_${stream}`)}
    where account_scope_id = ${scopeId} and deleted_at is not null order by 1`;
  return rows.map((row) => [row.external_id, row.deleted_reason, row.merged_into]);
}

/** Failures that are open or of a given status: stream, id, unit. */
export async function errorsOf(
  { connectors, scopeId }: AttioWorld,
  status?: "resolved" | "dead_letter",
): Promise<[string, string, string][]> {
  const rows = await connectors.errors.list(scopeId, { limit: 100, status });
  return rows.map((row) => [row.stream, row.external_id, row.unit]);
}

/** Warnings of the last run, by their codes. */
export async function warningsOf(world: AttioWorld): Promise<string[]> {
  return ((await world.look()).status_detail?.warnings ?? []).map(({ code }) => code);
}

/** Rows written by the last run, by stream; streams without any left out. */
export async function writtenBy(world: AttioWorld): Promise<Record<string, number>> {
  const { streams } = (await world.look()).last_run!;
  return Object.fromEntries(
    Object.entries(streams).map(([name, counts]) =>
      [name, counts.upserted + counts.tombstoned] as const
    ).filter(([, count]) => count > 0),
  );
}

/** A stream's cursor. */
export async function cursorOf(
  world: AttioWorld,
  stream: string,
): Promise<{ watermark: string | null; position: Record<string, unknown> | null }> {
  const [row] = await world.sql<
    { watermark: Date | null; position: Record<string, unknown> | null }[]
  >`
    select watermark, position from sync_cursors
    where connection_id = ${await world.connectionId()} and stream = ${stream}`;
  const { watermark = null, position = null } = row ?? {};
  return { watermark: watermark?.toISOString() ?? null, position };
}

/** People made so far in each workspace. */
const made = new WeakMap<AttioWorld["state"], number>();

/** So many people, made at one time or a second apart from each other. */
export function people(
  { state, clock }: Pick<AttioWorld, "state" | "clock">,
  count: number,
  { at = clock.now() - DAY, apart = 0, company }: {
    at?: number;
    apart?: number;
    company?: string;
  } = {},
): string[] {
  const before = made.get(state) ?? 0;
  made.set(state, before + count);
  return Array.from({ length: count }, (_, place) =>
    state.createRecord("people", {
      name: `Person ${before + place}`,
      email_addresses: [`p${before + place}@x.example`],
      ...(company === undefined ? {} : { company }),
    }, { at: at + place * apart }).id);
}

/** A company with a domain. */
export function company({ state }: Pick<AttioWorld, "state">, name: string, at?: number): string {
  return state.createRecord("companies", {
    name,
    domains: [`${name.toLowerCase().replaceAll(" ", "-")}.example`],
  }, at === undefined ? {} : { at }).id;
}

/** A deal of a company. */
export function deal(
  { state, member }: Pick<AttioWorld, "state" | "member">,
  name: string,
  values: Record<string, unknown> = {},
): string {
  return state.createRecord("deals", { name, stage: "Lead", owner: member, ...values }).id;
}

/** Ids of what `fillEverything` makes. */
export interface Filled {
  acme: string;
  globex: string;
  ada: string;
  bo: string;
  website: string;
  list: string;
  entry: string;
  note: string;
  task: string;
}

/** A workspace with at least one row of every kind. */
export function fillEverything(world: Pick<AttioWorld, "state" | "clock" | "member">): Filled {
  const { state, member, clock } = world;
  const actor = { type: "workspace-member" as const, id: member };
  const at = clock.now() - 10 * DAY;
  state.createAttribute("objects", "deals", {
    ...{ slug: "next_step", title: "Next step", type: "text" },
  });
  state.createAttribute("objects", "deals", {
    ...{ slug: "expected_close", title: "Expected close", type: "date" },
  });
  const acme = company(world, "Acme", at);
  const globex = company(world, "Глобэкс", at);
  const [ada, bo] = [
    state.createRecord("people", {
      name: "Ada Lovelace",
      email_addresses: ["ada@acme.example", "ada@home.example"],
      phone_numbers: ["+49 30 1234567"],
      job_title: "Engineer",
      company: acme,
    }, { at }).id,
    state.createRecord("people", { name: "Бо Ли", company: globex }, { at }).id,
  ];
  const website = deal(world, "Сайт", {
    value: { currency_value: 12_000.5, currency_code: "EUR" },
    associated_company: acme,
    associated_people: [ada],
    next_step: "Send the offer",
    expected_close: "2026-12-01",
  });
  deal(world, "Nobody's");
  const list = state.createList({ slug: "clients", name: "Clients", parentObject: "companies" });
  state.createAttribute("lists", "clients", {
    ...{ slug: "mood", title: "Mood", type: "select", choices: ["Happy", "Worried"] },
  });
  const entry = state.createEntry("clients", acme, { mood: "Happy" }, { at });
  const note = state.createNote({
    ...{ object: "deals", recordId: website, title: "Звонок", content: "They **like** it" },
  }, { actor });
  state.createNote({ object: "people", recordId: bo, title: "Met", content: "" });
  const task = state.createTask({
    ...{ content: "Call Ada", deadlineAt: clock.now() + DAY, assignees: [member] },
    linked: [{ object: "people", recordId: ada }, { object: "companies", recordId: globex }],
  }, { actor });
  state.createTask({ content: "Done long ago", completed: true });
  return {
    ...{ acme, globex, ada, bo, website, list: list.id, entry: entry.id },
    ...{ note: note.id, task: task.id },
  };
}
