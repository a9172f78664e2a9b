import { type Client, clientsOf } from "../../clients.ts";
import { between, pick, seededRandom } from "../../random.ts";
import { duringWork } from "../../working_time.ts";
import type { Actor, Member } from "../tables.ts";
import type { AttioState, NewValues } from "../workspace.ts";
import { addPeople } from "./crm_people.ts";
import { type DealPlan, lostPlans, openPlans, prospects, wonPlans } from "./deal_plans.ts";
import { businessSteps, CARE_LIST, foundWorkspace, NEW_BUSINESS_LIST } from "./founding.ts";
import { notesEn, notesRu, tasksEn, tasksRu } from "./texts.ts";

const day = 86_400_000;
const DAYS = 90;

/** How to fill a workspace. */
export interface AttioHistoryOptions {
  /** The same seed as the other vendors' histories gives the same clients and people. */
  seed: number;
  token: string;
}

/** A company as it is sold to. */
interface Account {
  client: Pick<Client, "name" | "product" | "language" | "domain">;
  companyId: string;
  people: string[];
  owner: Member;
}

const actorOf = (member: Member): Actor => ({ type: "workspace-member", id: member.id });

/** Writes what the team knows of one account, so and so many days before now. */
function writer(state: AttioState, account: Account, random: () => number) {
  const { client, companyId, people, owner } = account;
  const now = state.clock.now();
  const actor = actorOf(owner);
  const ago = (days: number) =>
    Math.min(now, duringWork(now - days * day - between(random, 0, 6) * 3_600_000));
  const nameOf = (id: string) =>
    String(
      state.tables.objects.get("people")!.records.get(id)?.values.name?.[0]?.data.full_name,
    );
  const filled = (text: string) =>
    text.replaceAll("{x}", client.product).replaceAll("{c}", client.name)
      .replaceAll("{p}", people.length === 0 ? client.name : nameOf(pick(random, people)));

  return {
    deal(plan: DealPlan): string {
      const [[first, since] = ["Lead", DAYS] as const, ...later] = plan.course;
      const [last, ended] = plan.course.at(-1)!;
      const open = last !== "Won 🎉" && last !== "Lost";
      const date = (days: number) => new Date(now + days * day).toISOString().slice(0, 10);
      const { id } = state.createRecord("deals", {
        name: `${client.name}: ${filled(plan.title[client.language])}`,
        stage: first,
        owner: owner.id,
        value: {
          currency_value: between(random, ...plan.worth) * 1000,
          currency_code: "EUR",
        },
        associated_company: companyId,
        associated_people: people.slice(0, between(random, 1, 2)),
        ...(open ? { expected_close: date(between(random, 5, 100)) } : {}),
      }, { at: ago(since), actor });
      const change = (values: NewValues, days: number) =>
        state.updateRecord("deals", id, values, "replace", { at: ago(days), actor });
      for (const [stage, days] of later) change({ stage }, days);
      if (plan.next !== null) {
        const next_step = plan.next[client.language];
        change({ next_step, next_step_due: date(plan.next.inDays) }, ended);
      }
      if (last === "Lost") {
        change(
          { lost_reason: client.language === "ru" ? "Нет бюджета" : "No budget this year" },
          ended,
        );
      }
      return id;
    },
    note(object: string, recordId: string, days: number): void {
      const text = pick(random, client.language === "ru" ? notesRu : notesEn);
      state.createNote({
        object,
        recordId,
        title: filled(text.title),
        content: filled(text.content),
      }, { at: ago(days), actor });
    },
    task(days: number): void {
      const at = ago(days);
      const deadlineAt = at + between(random, 1, 14) * day;
      const task = state.createTask({
        content: filled(pick(random, client.language === "ru" ? tasksRu : tasksEn)),
        deadlineAt,
        linked: [
          { object: "companies", recordId: companyId },
          ...people.slice(0, 1).map((recordId) => ({ object: "people", recordId })),
        ],
        assignees: [owner.id],
      }, { at, actor });
      if (deadlineAt < now && random() < 0.75) {
        state.updateTask(task.id, { completed: true }, { at: deadlineAt - day, actor });
      }
    },
    entry(list: string, values: Record<string, unknown>, days: number): void {
      state.createEntry(list, companyId, values, { at: ago(days), actor });
    },
  };
}

/** A client as the sales team names it: as support does, or with its legal form. */
function companyName(client: Client, index: number): string {
  if (index % 3 !== 1) return client.name;
  return client.language === "ru" ? `ООО «${client.name}»` : `${client.name} GmbH`;
}

function addClient(
  state: AttioState,
  client: Client,
  index: number,
  members: Member[],
  random: () => number,
): void {
  const at = state.clock.now() - DAYS * day + index * 3_600_000;
  const company = state.createRecord("companies", {
    name: companyName(client, index),
    domains: [client.domain],
    employee_range: pick(random, ["11-50", "51-250", "251-1K"]),
    categories: [pick(random, ["B2B", "B2C", "E-commerce", "Publishing"])],
    twitter_follower_count: between(random, 40, 9000),
  }, { at });
  const people = addPeople(state, client, company.id, random, at);
  const owner = members[index % members.length]!;
  const write = writer(state, { client, companyId: company.id, people, owner }, random);
  const deals = [
    write.deal(wonPlans[index % wonPlans.length]!),
    write.deal(openPlans[index % openPlans.length]!),
    ...(index % 2 === 0 ? [write.deal(openPlans[(index + 3) % openPlans.length]!)] : []),
    ...(index % 3 === 0 ? [write.deal(lostPlans[index % lostPlans.length]!)] : []),
  ];
  for (let count = between(random, 3, 5); count > 0; count--) {
    write.note("companies", company.id, between(random, 1, 85));
  }
  for (const deal of deals) write.note("deals", deal, between(random, 2, 30));
  for (const person of people.slice(0, 2)) write.note("people", person, between(random, 5, 60));
  for (let count = between(random, 3, 6); count > 0; count--) write.task(between(random, 0, 80));
  write.entry(CARE_LIST, {
    mood: pick(random, ["Happy", "Happy", "Fine", "Worried"]),
    account_manager: owner.id,
    renewal_date: new Date(state.clock.now() + between(random, 20, 200) * day).toISOString()
      .slice(0, 10),
  }, 60);
}

function addProspects(
  state: AttioState,
  clients: Client[],
  members: Member[],
  random: () => number,
): void {
  for (const [index, prospect] of prospects.entries()) {
    const at = state.clock.now() - (70 - index * 9) * day;
    const company = state.createRecord("companies", {
      name: prospect.name,
      domains: [prospect.domain],
    }, { at });
    // somebody of the same name as a client's person works here
    const namesake = clients[prospect.language === "ru" ? 2 : index]!.people[index % 3]!;
    const person = state.createRecord("people", {
      name: `${namesake.given} ${namesake.family}`,
      email_addresses: [`office@${prospect.domain}`],
      company: company.id,
    }, { at });
    const owner = members[index % members.length]!;
    const account = { client: prospect, companyId: company.id, people: [person.id], owner };
    const write = writer(state, account, random);
    const plans = index % 3 === 2 ? lostPlans : openPlans;
    if (index !== 4) write.deal(plans[index % plans.length]!);
    write.note("companies", company.id, between(random, 3, 40));
    write.task(between(random, 0, 20));
    write.entry(NEW_BUSINESS_LIST, { step: businessSteps[index % businessSteps.length]! }, 30);
  }
}

/**
 * Fills the workspace with ninety days of an agency's sales: its clients with the deals that won and
 * follow their work, companies that may become clients, notes, tasks and two lists.
 */
export function fillWithAttioHistory(state: AttioState, options: AttioHistoryOptions): void {
  const random = seededRandom(options.seed);
  const members = foundWorkspace(state, options.token);
  const clients = clientsOf(options.seed);
  for (const [index, client] of clients.entries()) {
    addClient(state, client, index, members, random);
  }
  addProspects(state, clients, members, random);
  // written down twice by two people of the team
  const [first] = clients;
  const twice = first!.people[0]!;
  state.createRecord("people", {
    name: { first_name: twice.given, last_name: twice.family },
    phone_numbers: twice.phone === null ? [] : [twice.phone],
    job_title: twice.role,
  }, { at: state.clock.now() - 12 * day, actor: actorOf(members[1]!) });
}
