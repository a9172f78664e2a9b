import { type HttpClient, VendorError } from "../../platform/mod.ts";
import type { Probe, ProbeRequest, Seen } from "../probe.ts";
import { attioCalls } from "./client.ts";
import { decodeList, decodeMember } from "./decode_others.ts";
import { decodeCompany, decodeDeal, decodePerson } from "./decode_records.ts";
import { type AttioLists, attioLists, PAGE } from "./read_lists.ts";
import { isRecords, type RecordsName, type StreamName } from "./streams.ts";
import { lacking, missingScopes, readObjects, readOpening, SCOPES } from "./workspace.ts";

/** Names shown of each kind. */
const NAMES = 8;

/** More rows than this are not counted. */
const MOST = 1 << 20;

/** A handful of requests needs no spacing. */
const noPace = () => Promise.resolve();

/** Reads the rows of a list from a place on, at most so many. */
type Peek = (limit: number, offset: number) => Promise<unknown[]>;

/** Counts a list that tells no number, by looking for its end, and takes down the first page. */
export async function countByEnd(
  peek: Peek,
  pageSize: number,
): Promise<{ count: number; first: unknown[] }> {
  const first = await peek(pageSize, 0);
  if (first.length < pageSize) return { count: first.length, first };
  // rows up to `there` are known to be there, that at `beyond` is not
  let there = pageSize;
  let beyond = pageSize * 2;
  while (beyond < MOST && (await peek(1, beyond)).length > 0) {
    [there, beyond] = [beyond + 1, beyond * 2];
  }
  while (there < beyond) {
    const middle = Math.floor((there + beyond) / 2);
    if ((await peek(1, middle)).length > 0) there = middle + 1;
    else beyond = middle;
  }
  return { count: there, first };
}

const nameOf: Record<RecordsName | "lists" | "workspace_members", (raw: unknown) => string | null> =
  {
    companies: (raw) => decodeCompany(raw).name,
    people: (raw) => decodePerson(raw).name,
    deals: (raw) => decodeDeal(raw).name,
    lists: (raw) => decodeList(raw).name,
    workspace_members: (raw) => decodeMember(raw).name,
  };

function namesOf(stream: StreamName, rows: readonly unknown[]): string[] {
  if (!(stream in nameOf)) return [];
  const names = rows.slice(0, NAMES).flatMap((raw) => {
    try {
      return nameOf[stream as RecordsName](raw) ?? [];
    } catch {
      // a row that does not decode is told of by the sync
      return [];
    }
  });
  return names.filter((name) => name !== "");
}

async function look(lists: AttioLists, stream: StreamName, signal: AbortSignal): Promise<Seen> {
  const whole = async (rows: Promise<unknown[]>) => {
    const first = await rows;
    return { count: first.length, first };
  };
  const { count, first } = stream === "lists"
    ? await whole(lists.lists(signal))
    : stream === "workspace_members"
    ? await whole(lists.members(signal))
    : stream === "notes"
    ? await countByEnd((limit, offset) => lists.notes({ limit, offset }, signal), PAGE.notes)
    : stream === "tasks"
    ? await countByEnd(
      (limit, offset) => lists.tasks({ limit, offset, newestFirst: false }, signal),
      PAGE.tasks,
    )
    : await countByEnd(
      (limit, offset) =>
        lists.records(stream as RecordsName, { filter: {}, limit, offset }, signal),
      PAGE.query,
    );
  return { stream, count, names: namesOf(stream, first) };
}

/** What is looked at; entries come with their lists. */
const LOOKED = [
  ...["companies", "people", "deals", "lists", "notes", "tasks", "workspace_members"] as const,
];

/**
 * Looks at an Attio workspace with an access token: whose it is, what it may read, and what is there.
 *
 * @throws {VendorError} when it cannot be reached or refuses the token, or the token is another
 * workspace's than the one asked for
 */
export async function probeAttio(
  http: HttpClient,
  { baseUrl, token, accountId }: ProbeRequest,
  signal: AbortSignal,
): Promise<Probe> {
  const calls = attioCalls({ http, pace: noPace, config: { baseUrl, token } });
  const { workspace, scopes } = await readOpening(calls, signal);
  if (accountId !== null && accountId !== workspace.id) {
    throw new VendorError("config", "wrong_account", "The token belongs to another workspace", {
      fix: "Use a token of the workspace that was chosen.",
    });
  }
  const streams = LOOKED.filter((stream) => lacking(scopes, stream).length === 0);
  const objects = streams.some(isRecords) ? await readObjects(calls, signal) : new Map();
  const lists = attioLists(calls);
  const sees: Seen[] = [];
  for (const stream of streams) {
    if (isRecords(stream) && !objects.has(stream)) continue;
    sees.push(await look(lists, stream, signal));
  }
  return {
    accounts: [workspace],
    account: workspace,
    sees,
    missing: missingScopes(scopes, SCOPES),
    warnings: [],
  };
}
