import { familyNames, givenNames, russianNames } from "../../chatwoot/people.ts";
import { between, pick, seededRandom } from "../../random.ts";
import type { AttioState } from "../workspace.ts";

const day = 86_400_000;

/** How many rows of each kind. */
export interface ManyRecordsOptions {
  seed: number;
  token: string;
  people: number;
  /** Default: a tenth of the people. */
  companies?: number;
  /** Default: a twentieth of the people. */
  deals?: number;
  notes?: number;
  tasks?: number;
  /** Days before now over which the rows were made; default 365. */
  days?: number;
  /** Part of the people that came with one import, all at the same instant; default 0.1. */
  imported?: number;
}

/** Fills a workspace with many rows for measurements. */
export function fillWithManyRecords(state: AttioState, options: ManyRecordsOptions): void {
  const { people, seed, token } = options;
  const companies = options.companies ?? Math.ceil(people / 10);
  const deals = options.deals ?? Math.ceil(people / 20);
  const imported = Math.floor(people * (options.imported ?? 0.1));
  const random = seededRandom(seed);
  const now = state.clock.now();
  const span = (options.days ?? 365) * day;
  const at = (place: number, of: number) => now - span + Math.floor(span * place / Math.max(1, of));
  state.grant({ token });
  const member = state.createMember({
    firstName: "Ann",
    lastName: "Lee",
    email: "team1@agency.example",
    accessLevel: "admin",
  });

  const companyIds = Array.from(
    { length: companies },
    (_, place) =>
      state.createRecord("companies", {
        name: `Company ${place + 1}`,
        domains: [`company${place + 1}.example`],
        twitter_follower_count: between(random, 0, 9000),
      }, { at: at(place, companies) }).id,
  );
  const importedAt = at(1, 3);
  const peopleIds = Array.from({ length: people }, (_, place) => {
    const cyrillic = place % 4 === 3;
    const [name, latin] = cyrillic
      ? pick(random, russianNames)
      : [`${pick(random, givenNames)} ${pick(random, familyNames)}`, null];
    const address = (latin ?? name).toLowerCase().replace(" ", ".");
    return state.createRecord("people", {
      name,
      email_addresses: [`${address}.${place + 1}@company${place % companies + 1}.example`],
      job_title: place % 3 === 0 ? "Head of digital" : null,
      company: companyIds[place % companies]!,
    }, { at: place < imported ? importedAt : at(place, people) }).id;
  });
  const stages = ["Lead", "In Progress", "Won 🎉", "Lost"];
  const dealIds = Array.from({ length: deals }, (_, place) =>
    state.createRecord("deals", {
      name: `Deal ${place + 1}`,
      stage: pick(random, stages),
      owner: member.id,
      value: between(random, 2, 120) * 1000,
      associated_company: companyIds[place % companies]!,
      associated_people: [peopleIds[place % people]!],
    }, { at: at(place, deals) }).id);
  for (let place = 0; place < (options.notes ?? 0); place++) {
    const recordId = dealIds[place % deals]!;
    state.createNote({
      object: "deals",
      recordId,
      title: `Note ${place + 1}`,
      content: "Call with the client about the budget and the date of the launch.",
    }, { at: at(place, options.notes ?? 0) });
  }
  for (let place = 0; place < (options.tasks ?? 0); place++) {
    state.createTask({
      content: `Task ${place + 1}`,
      linked: [{ object: "companies", recordId: companyIds[place % companies]! }],
      assignees: [member.id],
      completed: place % 2 === 0,
    }, { at: at(place, options.tasks ?? 0) });
  }
}
