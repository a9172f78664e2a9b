import type { Sql } from "postgres";
import { manualClock } from "@/lib/platform/mod.ts";
import { type Faults, startAttioFake, startChatwootFake, startLinearFake } from "@/sim/mod.ts";
import { ATTIO_TOKEN } from "../support/attio_world.ts";
import { LINEAR_KEY } from "../support/linear_world.ts";
import { START, TOKEN } from "../support/sync_world.ts";
import { addConversations, fillEverything } from "./account.ts";
import * as attio from "./attio_looks.ts";
import { equalAttioMirrors } from "./attio_mirror.ts";
import * as linear from "./linear_looks.ts";
import { equalLinearMirrors } from "./linear_mirror.ts";
import { equalMirrors } from "./mirror.ts";
import type { VendorSettings } from "./killing/order.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A vendor's stand-in with an account that can be filled, changed in every way and compared. */
export interface VendorAccount {
  connector: "chatwoot" | "linear" | "attio";
  scopeId: string;
  /** The stand-in's clock. */
  clock: ReturnType<typeof manualClock>;
  /** How the account is set up in the product. */
  settings: VendorSettings;
  /** What of it belongs to the project `client`: kind and id of the binding. */
  bound: [kind: string, externalId: string];
  faults: Faults;
  /** Fills it at round 0, and changes it in every way at the others. */
  change(round: number): void;
  /** Fails unless the database holds what the account holds. */
  equalMirrors(sql: Sql): Promise<void>;
  close(): Promise<void>;
}

/** How an account is made. */
export interface AccountOptions {
  /** Address the product is given in place of the stand-in's own. */
  through?: (url: string) => string;
  /** Fewer rows, where it does not matter how many pages they take. */
  small?: boolean;
}

/** Makes an account for a scope. */
export type MakeAccount = (scopeId: string, options?: AccountOptions) => VendorAccount;

const unchanged = (url: string) => url;

/** A Chatwoot account: three pages of conversations, one of them with three pages of messages. */
export const chatwootAccount: MakeAccount = (
  scopeId,
  { through = unchanged, small = false } = {},
) => {
  const clock = manualClock(START);
  const fake = startChatwootFake({ clock, rateLimit: 0 });
  const { state } = fake;
  const url = through(fake.url);
  state.createAgent({
    ...{ name: "Admin", email: "a@x.example", role: "administrator", token: TOKEN, inboxIds: [] },
  });
  let long = 0;
  const fill = () => {
    fillEverything(state);
    addConversations(state, 25, { messages: 2, labels: ["vip"] });
    [long = 0] = addConversations(state, 1, { messages: small ? 101 : 210 });
    addConversations(state, 30);
  };
  const change = (round: number) => {
    const living = [...state.tables.conversations.keys()];
    state.deleteConversation(living.find((id) => id > 5 && id !== long)!);
    const labelled = living.filter((id) =>
      state.tables.conversations.get(id)?.labels.includes("vip")
    );
    state.setLabels(labelled.at(-1)!, []);
    const messages = state.tables.conversations.get(long)!.messages;
    state.editMessage(long, messages[round]!.id, `Edited in round ${round}`);
    state.deleteMessage(long, messages[(messages.length >> 1) + round]!.id);
    if (round === 1) state.mergeContacts(1, 2);
    addConversations(state, 3, { messages: 3, labels: round % 2 === 0 ? ["vip"] : [] });
  };
  return {
    ...{ connector: "chatwoot", scopeId, clock, bound: ["label", "vip"], faults: fake.faults },
    settings: {
      chatwoot: {
        ...{ baseUrl: url, accountId: "1", token: TOKEN },
        ...{ requestsPerSecond: 0, concurrency: 4 },
      },
    },
    change(round) {
      clock.advance(HOUR);
      round === 0 ? fill() : change(round);
    },
    async equalMirrors(sql) {
      const connectionId = async () => {
        const [row] = await sql`select id from connections where account_scope_id = ${scopeId}`;
        return row!.id;
      };
      await equalMirrors(
        { sql, fake: { state, url }, connectionId },
        (row) => row.labels.includes("vip") ? "client" : "unassigned",
      );
    },
    close: fake.close,
  };
};

/** A Linear workspace: issues of half a year, more than a page of them in one month. */
export const linearAccount: MakeAccount = (
  scopeId,
  { through = unchanged, small = false } = {},
) => {
  const clock = manualClock(START);
  const fake = startLinearFake({ clock, allowances: null });
  const { state } = fake;
  const url = through(fake.url);
  const admin = state.createUser({ name: "Ada", email: "ada@agency.example", admin: true }).id;
  state.createCredential({ token: LINEAR_KEY, userId: admin });
  const world = { state, clock, admin };
  const own = linear.team(world, "MAIN");
  const fill = () => {
    linear.fillEverything(world);
    for (let month = 0; month < 5; month++) {
      linear.issues(world, own.id, 8, { at: clock.now() - (1 + month * 31) * DAY });
    }
    for (const { id } of linear.issues(world, own.id, small ? 30 : 260).slice(0, 30)) {
      state.createComment({ issueId: id, body: `About ${id}` });
    }
  };
  const change = (round: number) => {
    const living = [...state.tables.issues.values()].filter(({ trashed, archivedAt, teamId }) =>
      trashed === null && archivedAt === null && teamId === own.id
    );
    const ops = [...state.tables.teams.values()].find(({ key }) => key === "OPS")!;
    const [edited, moved, archived, trashed, purged, told] = living;
    state.updateIssue(edited!.id, { title: `Edited in round ${round}` });
    state.updateIssue(moved!.id, { teamId: ops.id });
    state.archiveIssue(archived!.id);
    state.trashIssue(trashed!.id);
    state.purgeIssue(purged!.id);
    state.createComment({ issueId: told!.id, body: `Round ${round}` });
    state.createAttachment({ issueId: told!.id, url: `https://x.example/${round}`, title: "File" });
    state.deleteComment([...state.tables.comments.values()].at(-2)!.id);
    linear.issues(world, own.id, 4, { at: clock.now() });
  };
  return {
    ...{ connector: "linear", scopeId, clock, bound: ["linear_team", own.id], faults: fake.faults },
    settings: { linear: { baseUrl: url, token: LINEAR_KEY, requestsPerSecond: 0 } },
    change(round) {
      clock.advance(HOUR);
      round === 0 ? fill() : change(round);
    },
    equalMirrors: (sql) =>
      equalLinearMirrors({ sql, scopeId, state }, { teams: { [own.id]: "client" } }),
    close: fake.close,
  };
};

/** An Attio workspace: two pages of people, three of notes. */
export const attioAccount: MakeAccount = (scopeId, { through = unchanged, small = false } = {}) => {
  const clock = manualClock(START);
  const fake = startAttioFake({ clock, limits: { readsPerSecond: 0, writesPerSecond: 0 } });
  const { state } = fake;
  const url = through(fake.url);
  state.grant({ token: ATTIO_TOKEN });
  const { id: member } = state.createMember({
    ...{ firstName: "Ann", lastName: "Lee", email: "ann@agency.example", accessLevel: "admin" },
  });
  const world = { state, clock, member };
  const { acme, entry, website } = attio.fillEverything(world);
  let note = 0;
  const addNotes = (count: number) => {
    for (let number = 0; number < count; number++) {
      state.createNote({
        object: "companies",
        recordId: acme,
        title: `Note ${++note}`,
        content: "",
      });
    }
  };
  const fill = () => {
    attio.people(world, small ? 40 : 520, { company: acme });
    for (let number = 0; number < 20; number++) attio.company(world, `Company ${number}`);
    for (let number = 0; number < 20; number++) attio.deal(world, `Deal ${number}`);
    addNotes(small ? 60 : 110);
  };
  const rows = (object: string) => [...state.tables.objects.get(object)!.records.keys()];
  const change = (round: number) => {
    const [people, companies, deals] = [rows("people"), rows("companies"), rows("deals")];
    state.deleteRecord("people", people.at(-5)!);
    state.updateRecord("people", people.at(-1)!, { job_title: `Round ${round}` });
    state.updateRecord("people", people.at(-2)!, { company: null });
    state.mergeRecords("companies", companies.at(-1)!, companies.at(-2)!);
    state.updateRecord("deals", website, { stage: round % 2 === 0 ? "Lead" : "Won 🎉" });
    state.deleteRecord("deals", deals.at(-1)!);
    if (round === 1) state.deleteEntry("clients", entry);
    state.createEntry("clients", companies.at(-3)!);
    const [first, second] = [...state.tables.notes.keys()].slice(-2);
    state.updateNote(first!, { content: `Round ${round}` });
    state.deleteNote(second!);
    attio.people(world, 3, { at: clock.now() });
    attio.deal(world, `Deal of round ${round}`, { associated_company: acme });
    addNotes(2);
  };
  return {
    ...{ connector: "attio", scopeId, clock, bound: ["attio_company", acme], faults: fake.faults },
    settings: { attio: { baseUrl: url, token: ATTIO_TOKEN, requestsPerSecond: 0 } },
    change(round) {
      clock.advance(HOUR);
      round === 0 ? fill() : change(round);
    },
    equalMirrors: (sql) =>
      equalAttioMirrors({ sql, scopeId, state }, { companies: { [acme]: "client" } }),
    close: fake.close,
  };
};
