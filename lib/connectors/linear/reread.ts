import { commit, runPage } from "../engine.ts";
import { type DueRecord, dueRecords, queueRejected, resolveDecoded } from "../error_queue.ts";
import type { Written } from "../stream.ts";
import type { EntityRef } from "../webhooks/rules.ts";
import { bury } from "./bury.ts";
import { plainPages } from "./make_page.ts";
import type { ListName } from "./queries.ts";
import { reasonsOf } from "./reasons.ts";
import { type ReloadedName, writeList } from "./reload_stream.ts";
import { askOf, type LinearRun, sourceOf } from "./run.ts";
import { type LinearSource, type MakePage, noWalk, rowsById } from "./source.ts";
import { pageMakers, WINDOWED } from "./window_stream.ts";
import { readOpening, readTeamsSeen } from "./workspace.ts";

const reloaded = (list: ReloadedName): MakePage =>
  plainPages(list, (tx, scope, rows) => writeList(tx, scope, list, rows));

const makers: Record<ListName, MakePage> = {
  ...pageMakers,
  teams: reloaded("teams"),
  users: reloaded("users"),
  workflow_states: reloaded("workflow_states"),
  labels: reloaded("labels"),
};

const isSwept = (list: ListName) => list in pageMakers;

/** Reads rows of a list by their ids. Returns the ids of those the source does not know. */
async function readAgain(
  run: LinearRun,
  source: LinearSource,
  list: ListName,
  ids: readonly string[],
): Promise<Written & { unknown: string[]; unread: string[] }> {
  const raw = await rowsById(source, list, ids, run.signal);
  const page = await makers[list](source, raw, noWalk, run.signal);
  const written = await runPage(run, page);
  const there = new Set(raw.map((row) => (row as { id?: unknown } | null)?.id));
  const read = new Set([
    ...page.decoded.get(list) ?? [],
    ...page.rejected.filter(({ stream }) => stream === list).map((row) => row.external_id),
  ]);
  return {
    ...written,
    unknown: ids.filter((id) => !there.has(id)),
    // comments of documents are there, but none of ours
    unread: ids.filter((id) => there.has(id) && !read.has(id)),
  };
}

/** Buries rows that were asked for by their ids and are not there. Returns how many. */
async function buryUnknown(
  run: LinearRun,
  source: LinearSource,
  list: ListName,
  ids: readonly string[],
  visible: () => Promise<ReadonlySet<string>>,
): Promise<number> {
  if (ids.length === 0) return 0;
  const reasons = isSwept(list)
    ? await reasonsOf(source, list as keyof typeof pageMakers, ids, await visible())
    : new Map(ids.map((id) => [id, "deleted" as const]));
  return await commit(run, async (tx) => {
    let buried = 0;
    for (const reason of new Set(reasons.values())) {
      const those = ids.filter((id) => reasons.get(id) === reason);
      buried += await bury(tx, source.scope, list, those, reason);
    }
    return buried;
  });
}

/** The streams of rows by the types that webhooks name. */
const listOf: Readonly<Record<string, ListName>> = {
  Issue: "issues",
  Comment: "comments",
  Attachment: "attachments",
  Project: "projects",
  ProjectUpdate: "project_updates",
  Cycle: "cycles",
  IssueLabel: "labels",
  WorkflowState: "workflow_states",
  Team: "teams",
  User: "users",
};

/**
 * Reads rows again by their ids, whatever was heard of them: what is newer than the stored row is
 * written, what the source does not know any more is buried. Types that are not read are passed over.
 *
 * @throws {VendorError} when the source cannot be read
 */
export async function rereadEntities(
  run: LinearRun,
  refs: readonly EntityRef[],
): Promise<Written> {
  const ask = askOf(run);
  const { date } = await readOpening(ask, run.signal);
  const source = sourceOf(run, ask, date ?? run.clock.now());
  const visible = async () =>
    new Set((await readTeamsSeen(ask, run.signal)).map((team) => team.id));
  const sum = { upserted: 0, tombstoned: 0 };
  const known = refs.filter(({ type }) => listOf[type] !== undefined);
  for (const [type, rows] of Map.groupBy(known, (ref) => ref.type)) {
    const list = listOf[type]!;
    const ids = [...new Set(rows.map((row) => row.id))];
    const { upserted, tombstoned, unknown } = await readAgain(run, source, list, ids);
    sum.upserted += upserted;
    sum.tombstoned += tombstoned + await buryUnknown(run, source, list, unknown, visible);
  }
  return sum;
}

/**
 * Reads the failing rows whose retry is due again, by their ids. What decodes now settles its
 * failure, and so does what is gone; the rest counts one attempt more. Rows of the lists that are
 * read whole come with their list.
 */
export async function retryDueRecords(
  run: LinearRun,
  source: LinearSource,
  visible: ReadonlySet<string>,
): Promise<void> {
  const { sql, clock, connectionId } = run;
  const due = await dueRecords(sql, connectionId, [...WINDOWED], clock.now());
  for (const [stream, records] of Map.groupBy(due, (record: DueRecord) => record.stream)) {
    const list = stream as ListName;
    const ids = records.map((record) => record.external_id);
    const { unknown, unread } = await readAgain(run, source, list, ids);
    await buryUnknown(run, source, list, unknown, () => Promise.resolve(visible));
    const now = new Date(clock.now());
    const failing = records.filter((record) => unread.includes(record.external_id));
    await commit(run, async (tx) => {
      await queueRejected(tx, run, failing, now);
      await resolveDecoded(tx, run, new Map([[stream, unknown]]), now);
    });
  }
}
