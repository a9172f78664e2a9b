/** What was promised, kept as previewed issues, on rows as syncs write them. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError } from "@/lib/platform/mod.ts";
import { listAudit } from "@/lib/audit/mod.ts";
import { type ContinuityWorld, continuityWorld } from "../../../tests/support/continuity_world.ts";
import { ago, NOW } from "../../../tests/support/event_world.ts";
import { linearCases } from "../../../tests/support/linear_world.ts";
import { decideContinuity } from "./decide.ts";
import { countContinuity } from "./list.ts";
import { likelyTarget } from "./targets.ts";

/** The team writes. */
const say = ({ rows }: ContinuityWorld, id: string, content: string, days = 1) =>
  rows.message(id, { conversation: "1", at: ago(days), content, incoming: false });

/** A deal that was won. */
async function won({ rows, linear }: ContinuityWorld, next: string | null, due: string | null) {
  await rows.deal("1", { stage: "Won 🎉", since: ago(5) });
  await linear.sql`
    update attio_deals set next_step = ${next}, next_step_due = ${due}
    where account_scope_id = ${linear.scopeId}`;
}

const everything = ({ linear }: ContinuityWorld) =>
  linear.sql`select * from continuity_items where account_scope_id = ${linear.scopeId} order by id`;

linearCases("promises", {
  async "are previewed as issues: the words, by whom, when, where and until when"(linear) {
    const world = await continuityWorld(linear);
    await say(world, "1", "Hello. We will send the report by Friday!");
    await won(world, " Kick-off workshop. ", "2026-12-01");
    equal(await world.look(), 2);
    const items = await world.list();
    deepEqual(
      items.map(({ kind, title, due_on, quote }) => [kind, title, due_on, quote]),
      [
        ...[["promise", "We will send the report by Friday", "2026-11-27"]],
        ["won_deal", "Kick-off workshop", "2026-12-01"],
      ].map((row, index) => [
        ...row,
        ["We will send the report by Friday!", "Kick-off workshop."][index],
      ]),
    );
    equal(
      items[0]!.description,
      "> We will send the report by Friday!\n\n" +
        "Promised by Bo on 24 Nov 2026, 12:00.\n\nPromised for Fri, 27 Nov 2026.\n\n" +
        "Said in [the conversation](https://vendor.example/app/accounts/1/conversations/1).",
    );
    equal(
      items[1]!.description,
      "> Kick-off workshop.\n\nNext step of the deal [Deal 1](https://attio.example/d), which was won.\n\n" +
        "Promised for Tue, 1 Dec 2026.",
    );
    await linear.sql`
      update account_scopes set locale = 'ru', time_zone = 'Asia/Vladivostok' where id = ${linear.scopeId}`;
    equal(await world.look(), 2);
    const [russian] = await world.list();
    equal(
      russian!.description.split("\n\n")[1],
      "Обещание: Bo, 24 нояб. 2026 г., 22:00.",
    );
    equal(russian!.description.split("\n\n")[2], "Обещанный срок: пт, 27 нояб. 2026 г.");
  },

  async "are not what clients write, notes, what is old or deleted"(linear) {
    const world = await continuityWorld(linear);
    const content = "We will send the report by Friday.";
    const { rows } = world;
    await rows.message("1", { conversation: "1", at: ago(1), content });
    await rows.message("2", {
      ...{ conversation: "1", at: ago(1), content, incoming: false, private: true },
    });
    await say(world, "3", content, 31);
    await rows.message("4", {
      ...{ conversation: "1", at: ago(1), content, incoming: false, sender: "agent_bot" },
    });
    equal(await world.look(), 0);
  },

  async "leave when either side says that it is done, and come back when that was deleted"(linear) {
    const world = await continuityWorld(linear);
    const { rows } = world;
    await rows.conversation("2");
    await say(world, "1", "We will fix the page.", 5);
    await rows.message("2", {
      ...{ conversation: "2", at: ago(4), content: "We will fix the shop.", incoming: false },
    });
    await rows.message("3", { conversation: "1", at: ago(3), content: "Is it fixed?" });
    await world.look();
    equal((await world.list()).length, 2);
    // the promise that is made with the report stays
    await say(world, "4", "The page is fixed. We will add the filter tomorrow.", 2);
    await rows.message("5", { conversation: "2", at: ago(1), content: "Works again, thanks!" });
    equal(await world.look(), 3);
    deepEqual((await world.list()).map(({ title }) => title), ["We will add the filter tomorrow"]);
    await rows.bury("chatwoot_messages", "5");
    await world.look();
    equal((await world.list()).length, 2);
  },

  async "change no row when nothing changed, whatever was decided"(linear) {
    const world = await continuityWorld(linear);
    for (const id of ["1", "2", "3"]) await say(world, id, `We will fix page ${id}.`);
    await won(world, "Kick-off", null);
    await world.look();
    const [first, second, third] = await world.list();
    const { sql } = linear;
    await decideContinuity(sql, world.decider, first!.id, { decision: "export" });
    await decideContinuity(sql, world.decider, second!.id, { decision: "dismiss", reason: "old" });
    await world.apply(third!.id);
    const before = await everything(world);
    equal((await Promise.all([world.look(), world.look()])).join(), "0,0");
    deepEqual(await everything(world), before);
  },

  async "follow their words, and leave with them; what was decided stays"(linear) {
    const world = await continuityWorld(linear);
    await say(world, "1", "We will fix the page.");
    await won(world, "Kick-off", null);
    await world.look();
    await say(world, "1", "We will fix the page tomorrow.");
    await won(world, "Deliver the report", null);
    // another next step is another item, and the old one leaves
    equal(await world.look(), 3);
    deepEqual((await world.list()).map(({ title, due_on }) => [title, due_on]), [
      ["We will fix the page tomorrow", "2026-11-25"],
      ["Deliver the report", null],
    ]);
    const [promise] = await world.list();
    await decideContinuity(linear.sql, world.decider, promise!.id, { decision: "export" });
    await say(world, "1", "We will fix the page on Monday.");
    equal(await world.look(), 0, "what was taken elsewhere is what was taken");
    await world.rows.bury("chatwoot_messages", "1");
    await won(world, null, null);
    equal(await world.look(), 1);
    deepEqual((await world.list()).length, 0);
    equal((await world.list({ status: "exported" })).length, 1);
  },

  async "leave when an issue holds their conversation, and when nobody waits for them any more"(
    linear,
  ) {
    const world = await continuityWorld(linear);
    await say(world, "1", "We will fix the page.");
    await say(world, "2", "We will fix the shop.", 20);
    await world.look();
    equal((await world.list()).length, 2);
    const [own] = [...linear.state.tables.teams.values()];
    const issue = linear.state.createIssue({ teamId: own!.id, title: "Page" });
    const url = "https://vendor.example/app/accounts/1/conversations/1";
    linear.state.createAttachment({ issueId: issue.id, url, title: "Conversation" });
    await linear.sync();
    // of the same conversation, both were said before the issue was made
    equal(await world.look(), 2);
    await say(world, "3", "We will fix the cart.", 12);
    await linear.sql`update linear_issues set vendor_created_at = ${
      ago(15)
    } where external_id = ${issue.id}`;
    equal(await world.look(), 2);
    deepEqual((await world.list()).map(({ title }) => title), [
      ...["We will fix the page", "We will fix the cart"],
    ]);
    equal(await world.look(new Date(NOW.getTime() + 40 * 86_400_000)), 2);
    deepEqual(await world.list(), []);
  },

  async "are dismissed, taken elsewhere and taken back once, with audit"(linear) {
    const world = await continuityWorld(linear);
    await say(world, "1", "We will fix the page by yesterday, or by Monday.", 9);
    await world.look();
    const [{ id } = { id: "" }] = await world.list();
    const { sql, scopeId } = linear;
    const decide = (decision: Parameters<typeof decideContinuity>[3]) =>
      decideContinuity(sql, world.decider, id, decision);
    const refused = (error: unknown) =>
      error instanceof ApiError && error.code === "already_decided";
    const filter = { projectIds: world.projectIds, status: "open" } as const;
    deepEqual(await countContinuity(sql, scopeId, filter, "2026-11-25"), { count: 1, late: 1 });
    deepEqual(await countContinuity(sql, scopeId, filter, "2026-11-23"), { count: 1, late: 0 });
    await rejects(decide({ decision: "undo" }), refused);
    await decide({ decision: "dismiss", reason: "said in jest" });
    await rejects(decide({ decision: "export" }), refused);
    equal((await world.list({ status: "dismissed" }))[0]!.reason, "said in jest");
    await decide({ decision: "undo" });
    await decide({ decision: "export" });
    await decide({ decision: "undo" });
    equal((await world.list())[0]!.decided_by, null);
    const audit = await listAudit(sql, scopeId, 10);
    deepEqual(audit.map(({ action }) => action).toReversed(), [
      ...[
        "continuity.dismissed",
        "continuity.reopened",
        "continuity.exported",
        "continuity.reopened",
      ],
    ]);
    await rejects(
      decideContinuity(sql, { ...world.decider, accountScopeId: crypto.randomUUID() }, id, {
        decision: "export",
      }),
      (error) => error instanceof ApiError && error.status === 404,
    );
  },

  async "have the teams in which issues can be made, and the one their project uses"(linear) {
    const world = await continuityWorld(linear);
    const [own] = [...linear.state.tables.teams.values()];
    const shop = linear.state.createProject({ name: "Shop", teamIds: [own!.id] });
    const closed = linear.state.createProject({ name: "Closed", teamIds: [own!.id] });
    linear.state.updateProject(closed.id, { completedAt: linear.clock.now() });
    linear.state.createTeam({ key: "OPS", name: "Operations" });
    const inShop = linear.state.createIssue({ teamId: own!.id, title: "x", projectId: shop.id });
    linear.state.createIssue({ teamId: own!.id, title: "y" });
    await linear.sync();
    const targets = await world.targets();
    deepEqual(targets.map(({ team_key, linear_project }) => [team_key, linear_project]), [
      ...[["ENG", null], ["ENG", "Shop"], ["OPS", null]],
    ]);
    equal(likelyTarget(targets, world.rows.projects.a), null);
    await linear.sql`
      update linear_issues set project_id = ${world.rows.projects.a} where external_id = ${inShop.id}`;
    equal(likelyTarget(await world.targets(), world.rows.projects.a)?.linear_project, "Shop");
  },
});
