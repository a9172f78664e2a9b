import { deepEqual, equal } from "node:assert/strict";
import { manualClock } from "@/lib/platform/mod.ts";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { buildDigests } from "./build.ts";
import { MOST_LINES } from "./collect.ts";
import { type Digest, DIGEST_SECTIONS, type DigestKind, type DigestSection } from "./digest.ts";
import { countDigests, listDigests, readDigest } from "./list.ts";

/** Noon of the day digests tell of: the day before {@link NOW}. */
const YESTERDAY = ago(1);

async function openWorld({ sql, accountScopeId }: Stores) {
  const world = await eventWorld(sql, accountScopeId);
  const { a, b } = world.projects;
  const ids = { project_id: a, account_scope_id: accountScopeId };
  // set up long ago
  await sql`update projects set created_at = created_at - interval '1 day'`;
  return {
    ...{ ...world, a, b, sql, accountScopeId },
    build: (kind: DigestKind = "daily", again = false, now = NOW) =>
      buildDigests({ sql, clock: manualClock(now.getTime()) }, { accountScopeId, kind, again }),
    async digest(
      project: string | null = null,
      kind: DigestKind = "daily",
    ): Promise<Digest | undefined> {
      return (await listDigests(sql, accountScopeId, { projectId: project, kind }, { limit: 9 }))[
        0
      ];
    },
    /** A row of each section, that happened (or was due) at a moment. */
    async everything(at: Date, project = a, key = "1") {
      const own = { ...ids, project_id: project };
      const noticed = {
        ...own,
        cause: key,
        kind: "client_silent",
        severity: 4,
        facts: { contact: "Ada" },
      };
      const day = at.toISOString().slice(0, 10);
      await world.issue(`open${key}`, { updated: at, project });
      await world.issue(`done${key}`, { updated: at, completed: at, project });
      await sql`update linear_issues set due_date = ${day} where external_id = ${`open${key}`}`;
      await world.deal(key, { stage: "Proposal", since: at, project });
      const signal = { ...noticed, confidence: 0.8, occurred_at: at, raised_at: at };
      await sql`insert into signals ${
        sql([signal, { ...signal, cause: `${key}b`, raised_at: ago(90) }] as never)
      }`;
      await sql`update signals set resolved_at = ${at} where cause = ${`${key}b`}`;
      const risk = {
        ...noticed,
        origin: "signal",
        probability: 0.5,
        playbook: "win_back",
        opened_at: at,
      };
      await sql`insert into risks ${
        sql([risk, { ...risk, cause: `${key}b`, opened_at: ago(90) }] as never)
      }`;
      await sql`
        update risks set status = 'closed', closed_at = ${at}, closed_because = 'cause_gone'
        where cause = ${`${key}b`}`;
      await sql`insert into continuity_items ${
        sql({
          ...{ ...own, kind: "promise", cause: key, quote: "We will fix it", promised_at: at },
          ...{ due_on: day, title: "Fix it", description: "x" },
        })
      }`;
      await sql`insert into agreements ${
        sql({ ...own, kind: "price", cause: key, quote: "Deal.", agreed_at: at })
      }`;
      await sql`insert into upsell_items ${
        sql({
          ...{
            ...own,
            kind: "words",
            cause: key,
            score: 70,
            confidence: 0.72,
            facts: { contact: "Ada" },
          },
          ...{ occurred_at: at, raised_at: at },
        } as never)
      }`;
    },
  };
}

const totals = ({ content }: Digest) =>
  Object.fromEntries(
    Object.entries(content.sections).map(([section, { total }]) => [section, total]),
  ) as Partial<Record<DigestSection, number>>;

testOnStores("digests", {
  async "tell what a day brought: of all clients, and of each where something happened"(stores) {
    const world = await openWorld(stores);
    const { a, b } = world;
    await world.everything(YESTERDAY);
    await world.everything(YESTERDAY, b, "2");
    await world.everything(YESTERDAY, world.projects.unassigned, "3");
    await world.conversation("1");
    await world.message("1", { conversation: "1", at: YESTERDAY });
    await world.message("2", { conversation: "1", at: YESTERDAY, incoming: false });
    await world.message("3", { conversation: "1", at: YESTERDAY, private: true });
    deepEqual(await world.build(), { outcome: "built", written: 3, timeZone: "UTC" });
    const all = await world.digest();
    deepEqual([all!.first_day, all!.last_day, all!.kind, all!.project_id], [
      ...["2026-11-24", "2026-11-24", "daily", null],
    ]);
    deepEqual(totals(all!), Object.fromEntries(DIGEST_SECTIONS.map((section) => [section, 2])));
    deepEqual(all!.content.figures, {
      ...{ messages_in: 1, messages_out: 1, contacts: 1, issues_completed: 2, issues_created: 0 },
    });
    const own = await world.digest(a);
    deepEqual(totals(own!), Object.fromEntries(DIGEST_SECTIONS.map((section) => [section, 1])));
    const [line] = own!.content.sections.deals_moved!.lines;
    deepEqual([line!.text, line!.to, line!.url, line!.project_id], [
      ...["Deal 1", "Proposal", "https://attio.example/d", a],
    ]);
    equal((await world.digest(b))!.content.figures.messages_in, 0);
    equal(await world.digest(world.projects.unassigned), undefined);
  },

  async "tell nothing of the days around, of what was dismissed, and of what is over by now"(
    stores,
  ) {
    const world = await openWorld(stores);
    const { sql } = stores;
    await world.everything(new Date("2026-11-23T23:59:59.999Z"), world.a, "1");
    // the next day but one: a promise for today is told in time
    await world.everything(new Date("2026-11-26T00:00:00Z"), world.a, "2");
    await world.build();
    deepEqual(totals((await world.digest())!), { issues_overdue: 1, promises_due: 1 });
    await world.everything(YESTERDAY, world.a, "3");
    await sql`update signals set status = 'dismissed', reason = 'x', decided_at = now()`;
    await sql`update upsell_items set status = 'dismissed', reason = 'x', decided_at = now()`;
    await sql`update agreements set status = 'dismissed', reason = 'x', decided_at = now()`;
    await sql`update continuity_items set status = 'dismissed', reason = 'x', decided_at = now()`;
    await sql`update linear_issues set deleted_at = now(), deleted_reason = 'x'`;
    await sql`update attio_deals set deleted_at = now(), deleted_reason = 'x'`;
    await world.build("daily", true);
    deepEqual(totals((await world.digest())!), { risks_opened: 1, risks_closed: 1 });
  },

  async "begin and end at midnight of the scope"(stores) {
    const world = await openWorld(stores);
    await stores.sql`update account_scopes set time_zone = 'Asia/Vladivostok'`;
    const agreed = async (at: string) => {
      await world.everything(new Date(at), world.a, at);
      await world.build("daily", true);
      return totals((await world.digest())!).agreements ?? 0;
    };
    // noon of NOW is ten in the evening there, the 25th: yesterday is the 24th, from 14:00Z to 14:00Z
    equal(await agreed("2026-11-23T13:59:59Z"), 0);
    equal(await agreed("2026-11-23T14:00:00Z"), 1);
    equal(await agreed("2026-11-24T13:59:59Z"), 2);
    equal(await agreed("2026-11-24T14:00:00Z"), 2);
  },

  async "of a week tell of Monday to Sunday"(stores) {
    const world = await openWorld(stores);
    for (const [index, day] of ["15", "16", "22", "23"].entries()) {
      await world.everything(new Date(`2026-11-${day}T12:00:00Z`), world.a, String(index));
    }
    await world.build("weekly");
    const weekly = await world.digest(null, "weekly");
    deepEqual([weekly!.first_day, weekly!.last_day], ["2026-11-16", "2026-11-22"]);
    deepEqual([totals(weekly!).agreements, totals(weekly!).deals_moved], [2, 2]);
    // due in the week that begins, or before
    deepEqual([totals(weekly!).promises_due, totals(weekly!).issues_overdue], [4, 3]);
  },

  async "are written once; again only when asked for, and then only what differs"(stores) {
    const world = await openWorld(stores);
    await world.everything(YESTERDAY);
    deepEqual(await world.build(), { outcome: "built", written: 2, timeZone: "UTC" });
    const rows = () => stores.sql`select * from digests order by id`;
    const before = await rows();
    await world.everything(YESTERDAY, world.b, "2");
    deepEqual(await world.build(), { outcome: "built", written: 0, timeZone: "UTC" });
    deepEqual(await rows(), before);
    // the one of all clients differs, and there is a new one; that of the first client is the same
    deepEqual(await world.build("daily", true), { outcome: "built", written: 2, timeZone: "UTC" });
    deepEqual(await world.build("daily", true), { outcome: "built", written: 0, timeZone: "UTC" });
    const both = await Promise.all([world.build("weekly"), world.build("weekly")]);
    equal(both.reduce((sum, built) => sum + (built.outcome === "built" ? built.written : 0), 0), 3);
  },

  async "wait until clients are set up, unless a person asks"(stores) {
    const world = await openWorld(stores);
    await stores
      .sql`update projects set created_at = now() - interval '1 minute' where id = ${world.a}`;
    equal((await world.build()).outcome, "too_early");
    equal((await world.build("daily", true)).outcome, "built");
    await stores.sql`update projects set created_at = now() - interval '3 minutes'`;
    equal((await world.build("weekly")).outcome, "built");
    await stores.sql`insert into bindings ${
      stores.sql({
        ...{ account_scope_id: stores.accountScopeId, project_id: world.a, kind: "inbox" },
        ...{ connection_id: world.connections.chatwoot, external_id: "1" },
      })
    }`;
    equal((await world.build("daily", false, ago(5))).outcome, "too_early");
  },

  async "wait until a source was read"(stores) {
    const world = await openWorld(stores);
    await stores.sql`update connections set last_synced_at = null`;
    deepEqual(await world.build(), { outcome: "too_early", timeZone: "UTC" });
    equal(await world.digest(), undefined);
    await stores.sql`update connections set last_synced_at = now() where connector = 'linear'`;
    equal((await world.build()).outcome, "built");
    // of a day on which nothing happened there is one for all, so that nobody looks for it in vain
    deepEqual((await world.digest())!.content.sections, {});
    equal(await countDigests(stores.sql, stores.accountScopeId, { projectId: world.a }), 0);
  },

  async "tell the first of many, with their number"(stores) {
    const world = await openWorld(stores);
    for (let id = 1; id <= MOST_LINES + 3; id++) {
      const project = id % 2 === 0 ? world.a : world.b;
      await stores.sql`insert into agreements ${
        stores.sql({
          ...{ project_id: project, account_scope_id: stores.accountScopeId, kind: "price" },
          ...{
            cause: String(id),
            quote: `Quote ${id}`,
            agreed_at: new Date(YESTERDAY.getTime() + id),
          },
        })
      }`;
    }
    await world.build();
    const { total, lines } = (await world.digest())!.content.sections.agreements!;
    deepEqual([total, lines.length, lines[0]!.text], [18, 15, "Quote 18"]);
    equal((await world.digest(world.a))!.content.sections.agreements!.total, 9);
  },

  async "are read by id and paged, each scope its own"(stores) {
    const world = await openWorld(stores);
    const { sql, accountScopeId } = stores;
    for (const days of [0, 1, 2, 3, 4]) await world.build("daily", false, ago(days));
    const paged: string[] = [];
    const filter = { projectId: null };
    for (let after: { first_day: string; id: string } | undefined = undefined;;) {
      const rows = await listDigests(sql, accountScopeId, filter, { limit: 2, after });
      paged.push(...rows.map(({ first_day }) => first_day));
      if (rows.length < 2) break;
      after = rows.at(-1)!;
    }
    deepEqual(paged, ["2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20"]);
    const { id } = (await world.digest())!;
    equal((await readDigest(sql, accountScopeId, id))!.first_day, "2026-11-24");
    equal(await readDigest(sql, crypto.randomUUID(), id), null);
    equal(await countDigests(sql, accountScopeId, { ...filter, kind: "weekly" }), 0);
  },
});
