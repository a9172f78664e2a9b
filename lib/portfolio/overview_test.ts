import { deepEqual, equal } from "node:assert/strict";
import { conversationWriter } from "../../tests/support/conversations.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { makeProject, makeScope } from "../../tests/support/sync_world.ts";
import { createLogger, migrate } from "../platform/mod.ts";
import { messagesPerDay } from "./activity.ts";
import { noFigure } from "./figure.ts";
import { countOverview } from "./overview.ts";
import type { ProjectScope } from "./range.ts";
import { responseTimes } from "./responses.ts";
import { listMessages, listReplies } from "./rows.ts";
import { completeness } from "./sources.ts";
import { readThread, threadMessages } from "./thread.ts";
import { listThreads } from "./threads.ts";
import { refreshView } from "./view.ts";

const now = Date.parse("2026-03-30T12:00:00Z");
const berlin = { days: 7, timeZone: "Europe/Berlin", now };

Deno.test(
  { name: "the portfolio's figures on PostgreSQL", ignore: postgresUrl === null },
  async (test) => {
    const { sql, drop } = await scratchDatabase("portfolio");
    try {
      await migrate(sql, "migrations", createLogger({ level: "silent" }));
      const scopeId = await makeScope(sql);
      const acme = await makeProject(sql, scopeId, "acme");
      const other = await makeProject(sql, scopeId, "other");
      const scope = (...projectIds: string[]): ProjectScope => ({
        accountScopeId: scopeId,
        projectIds,
      });

      await test.step("without any source there are no figures, and no invented zeros", async () => {
        const overview = await countOverview(sql, scope(acme, other), berlin);
        deepEqual(
          [
            overview.projects.value,
            overview.messages_7d,
            overview.conversations,
            overview.open_conversations,
          ],
          [2, noFigure, noFigure, null],
        );
        const nothing = { value: null, previous: null, trend: Array(12).fill(null) };
        deepEqual([overview.median_response_minutes, overview.completeness], [nothing, nothing]);
      });

      const write = await conversationWriter(sql, scopeId);
      const first = await write.conversation({
        id: 1,
        projectId: acme,
        createdAt: "2026-03-24T09:00:00Z",
        lastActivityAt: "2026-03-29T22:30:00Z",
      });
      // the first wait: two questions, the answer 30 minutes after the first of them
      await write.message({ id: 10, conversation: 1, projectId: acme, at: "2026-03-24T09:00:00Z" });
      await write.message({ id: 11, conversation: 1, projectId: acme, at: "2026-03-24T09:20:00Z" });
      await write.message({
        id: 12,
        conversation: 1,
        projectId: acme,
        at: "2026-03-24T09:25:00Z",
        direction: "outgoing",
        private: true,
      });
      await write.message({
        id: 13,
        conversation: 1,
        projectId: acme,
        at: "2026-03-24T09:30:00Z",
        direction: "outgoing",
      });
      await write.message({
        id: 14,
        conversation: 1,
        projectId: acme,
        at: "2026-03-24T09:31:00Z",
        direction: "outgoing",
      });
      // the second: 90 minutes; late in the evening of the day the clocks went forward
      await write.message({ id: 15, conversation: 1, projectId: acme, at: "2026-03-29T20:59:00Z" });
      await write.message({
        id: 16,
        conversation: 1,
        projectId: acme,
        at: "2026-03-29T21:00:00Z",
        direction: "activity",
      });
      await write.message({
        id: 17,
        conversation: 1,
        projectId: acme,
        at: "2026-03-29T22:29:00Z",
        direction: "outgoing",
      });
      await write.message({
        id: 18,
        conversation: 1,
        projectId: acme,
        at: "2026-03-29T22:30:00Z",
        deleted: true,
      });
      await write.conversation({
        id: 2,
        projectId: other,
        createdAt: "2026-03-10T10:00:00Z",
        lastActivityAt: "2026-03-20T10:00:00Z",
        status: "resolved",
      });
      await write.message({
        id: 20,
        conversation: 2,
        projectId: other,
        at: "2026-03-10T10:00:00Z",
      });
      await write.message({
        id: 21,
        conversation: 2,
        projectId: other,
        at: "2026-03-20T10:00:00Z",
        direction: "outgoing",
      });
      await write.conversation({
        id: 3,
        projectId: acme,
        createdAt: "2026-03-28T10:00:00Z",
        deleted: true,
      });

      await refreshView(sql);

      await test.step("days begin in the scope's time zone, also when the clocks change", async () => {
        const days = await messagesPerDay(sql, scope(acme), berlin);
        deepEqual(days.map((day) => [day.day, day.incoming, day.outgoing]), [
          ["2026-03-24", 2, 2],
          ["2026-03-25", 0, 0],
          ["2026-03-26", 0, 0],
          ["2026-03-27", 0, 0],
          ["2026-03-28", 0, 0],
          ["2026-03-29", 1, 0],
          // 22:29 UTC is 00:29 of the next day in Berlin's summer time
          ["2026-03-30", 0, 1],
        ]);
      });

      await test.step("an answer is measured from the first unanswered message", async () => {
        const { per_day: days } = await responseTimes(sql, scope(acme), berlin);
        deepEqual(days.filter((day) => day.replies > 0), [
          { day: "2026-03-24", replies: 1, median: 30, p90: 30 },
          { day: "2026-03-30", replies: 1, median: 90, p90: 90 },
        ]);
        deepEqual(days[1], { day: "2026-03-25", replies: 0, median: null, p90: null });
      });

      await test.step("percentiles interpolate between the answers of a day", async () => {
        const { per_day: days } = await responseTimes(sql, scope(acme), {
          days: 1,
          timeZone: "UTC",
          now: Date.parse("2026-03-29T23:00:00Z"),
        });
        deepEqual(days, [{ day: "2026-03-29", replies: 1, median: 90, p90: 90 }]);
        const [row] = await sql`
        select percentile_cont(0.9) within group (order by m) as p90 from (values (30.0::float8), (90.0)) v (m)`;
        equal(row?.p90, 84);
      });

      await test.step("the overview counts what is there, and the period before", async () => {
        const overview = await countOverview(sql, scope(acme, other), berlin);
        // from 2026-03-23T12:00Z: six of Acme's, none of the other's; before that the other's answer
        deepEqual(overview.messages_7d, {
          value: 6,
          previous: 1,
          // every 14 h from 2026-03-24T02:00Z, each over the 7 days before it: the other's answer of
          // the 20th goes out of sight after the 27th, 10:00; the last point before now is the 29th, 22:00
          trend: [1, 5, 5, 5, 5, 5, 4, 4, 4, 4, 5, 6],
        });
        deepEqual(overview.conversations, {
          value: 2,
          previous: 1,
          trend: [1, ...Array(11).fill(2)],
        });
        equal(overview.open_conversations, 1);
        deepEqual(overview.median_response_minutes, {
          value: 60,
          // the other's client waited 10 days for its answer of 2026-03-20
          previous: 14_400,
          trend: [null, 30, null, null, null, null, null, null, null, null, null, 90],
        });
        equal(overview.as_of, "2026-03-30T12:00:00.000Z");
      });

      await test.step("one project sees its own rows only", async () => {
        const overview = await countOverview(sql, scope(other), berlin);
        deepEqual([
          overview.projects.value,
          overview.messages_7d.value,
          overview.conversations.value,
        ], [
          1,
          0,
          1,
        ]);
        equal(await readThread(sql, scope(other), first), null);
        equal((await threadMessages(sql, scope(other), first, { limit: 10 })).total, 0);
      });

      await test.step("the rows behind a figure are as many as the figure says", async () => {
        const week = { from: new Date(now - 7 * 86_400_000), to: null };
        const messages = await listMessages(sql, scope(acme, other), week, {
          limit: 100,
          offset: 0,
        });
        equal(messages.total, 6);
        deepEqual(
          messages.rows.map((row) => row.content),
          [17, 15, 14, 13, 11, 10].map((id) => `message ${id}`),
        );
        const replies = await listReplies(sql, scope(acme), week, { limit: 100, offset: 0 });
        deepEqual(replies.rows.map((row) => row.minutes), [90, 30]);
        equal((await listThreads(sql, scope(acme, other), {}, { limit: 10 })).total, 2);
        equal(
          (await listThreads(sql, scope(acme, other), { status: "open" }, { limit: 10 })).total,
          1,
        );
      });

      await test.step("a thread holds every message, deleted and private ones marked", async () => {
        const thread = await readThread(sql, scope(acme), first);
        deepEqual([thread?.contact, thread?.inbox, thread?.url], [
          "Ada",
          "Web",
          "https://chat.example/app/accounts/1/conversations/1",
        ]);
        const { rows, total } = await threadMessages(sql, scope(acme), first, { limit: 100 });
        equal(total, 9);
        deepEqual(
          rows.map((row) => row.content),
          [10, 11, 12, 13, 14, 15, 16, 17, 18].map((id) => `message ${id}`),
        );
        deepEqual([rows[2]?.private, rows[8]?.deleted, rows[0]?.deleted], [true, true, false]);
      });

      await test.step("a thread is paged both ways without a gap", async () => {
        const newest = await threadMessages(sql, scope(acme), first, { limit: 4 });
        deepEqual([
          newest.rows.map((row) => row.content?.slice(8)),
          newest.hasOlder,
          newest.hasNewer,
        ], [["15", "16", "17", "18"], true, false]);
        const older = await threadMessages(sql, scope(acme), first, {
          limit: 4,
          olderThan: newest.rows[0]!.id,
        });
        deepEqual([older.rows.map((row) => row.content?.slice(8)), older.hasOlder], [[
          "11",
          "12",
          "13",
          "14",
        ], true]);
        const back = await threadMessages(sql, scope(acme), first, {
          limit: 4,
          newerThan: older.rows.at(-1)!.id,
        });
        deepEqual(back.rows.map((row) => row.content?.slice(8)), ["15", "16", "17", "18"]);
      });

      await test.step("a link to a message opens the page that holds it", async () => {
        const { rows: all } = await threadMessages(sql, scope(acme), first, { limit: 100 });
        const opened = async (message: string) => {
          const page = await threadMessages(sql, scope(acme), first, { limit: 4, message });
          return [page.rows.map((row) => row.content?.slice(8)).join(" "), page.hasNewer];
        };
        deepEqual(await opened(all[3]!.id), ["10 11 12 13", true]);
        deepEqual(await opened(all[7]!.id), ["15 16 17 18", false]);
        // of another thread, or gone: the newest page
        deepEqual(await opened(crypto.randomUUID()), ["15 16 17 18", false]);
      });

      await test.step("what the vendor's faster clock dates after now counts in figure and rows", async () => {
        await write.message({ id: 30, conversation: 2, projectId: other, at: "2026-03-30T12:01Z" });
        const { messages_7d } = await countOverview(sql, scope(other), berlin);
        equal(messages_7d.value, 1);
        const week = { from: new Date(now - 7 * 86_400_000), to: null };
        equal((await listMessages(sql, scope(other), week, { limit: 1, offset: 0 })).total, 1);
      });

      await test.step("completeness is weighted by the rows of each source, at least 1", async () => {
        const [second] = await sql<{ id: string }[]>`
          insert into connections (account_scope_id, connector, base_url, external_account_id)
          values (${scopeId}, 'linear', 'https://linear.example', '1') returning id`;
        const compare = async (connection: string, at: string, percent: number, total: number) => {
          await sql`
            insert into reconciliation_runs (account_scope_id, connection_id, at, streams, joins,
              total, missing, completeness_pct)
            values (${scopeId}, ${connection}, ${at}, '{}', '{}', ${total}, 0, ${percent})`;
        };
        await compare(write.connectionId, "2026-03-22T00:00Z", 50, 100);
        await compare(write.connectionId, "2026-03-29T00:00Z", 100, 300);
        await compare(second!.id, "2026-03-30T11:00Z", 60, 100);
        const week = { days: 7, now };
        deepEqual(await completeness(sql, scopeId, week), {
          value: 90,
          previous: 50,
          trend: [50, 50, 50, 50, 50, 50, 50, 50, 50, 100, 100, 90],
        });
        await compare(second!.id, "2026-03-30T11:30Z", 0, 0);
        equal((await completeness(sql, scopeId, week)).value, 100 * 300 / 301);
      });

      await test.step("searching treats % and _ as characters", async () => {
        const found = async (text: string) =>
          (await listThreads(sql, scope(acme, other), { text }, { limit: 10 })).total;
        deepEqual([
          await found("message 1"),
          await found("ADA"),
          await found("%"),
          await found("message_1"),
        ], [1, 2, 0, 0]);
      });
    } finally {
      await drop();
    }
  },
);
