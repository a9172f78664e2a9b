/** The clients' people as the sales team wrote them down: often, but not always, as support knows them. */
import { type Client, type ClientPerson, localPart } from "../../clients.ts";
import type { AttioState } from "../workspace.ts";

/** How a person is written down in the CRM. */
interface Card {
  name: { first_name: string; last_name: string; full_name: string };
  email_addresses: string[];
  phone_numbers: string[];
  job_title: string | null;
}

const full = (first_name: string, last_name: string) => ({
  first_name,
  last_name,
  full_name: `${first_name} ${last_name}`.trim(),
});

/** How a card differs from what support knows of the person. */
type Manner = "same" | "short" | "private" | "phone" | "initial";

/** The manners in turn, the frequent one more often. */
const manners: Manner[] = [
  "same",
  "short",
  "same",
  "phone",
  "same",
  "private",
  "same",
  "initial",
];

/**
 * The person's card: with the same address; with a short one of the same domain; with a private one;
 * with the phone alone; or with the initial of the given name.
 * @param latin whether a Russian name is written in Latin letters
 */
function cardOf(person: ClientPerson, client: Client, manner: Manner, latin: boolean): Card {
  const { given, family, email, phone, role } = person;
  const [latinGiven = "", latinFamily = ""] = person.latin.split(" ");
  const name = latin ? full(latinGiven, latinFamily) : full(given, family);
  const known = email === null ? [] : [email];
  const spaced = phone === null ? [] : [phone.replace(/^(\+49|\+7)(30|495)/, "$1 $2 ")];
  const card = { name, email_addresses: known, phone_numbers: spaced, job_title: role };
  switch (manner) {
    case "same":
      return card;
    case "short": {
      const short = `${latinGiven.charAt(0)}.${latinFamily}`.toLowerCase();
      return { ...card, email_addresses: [`${short}@${client.domain}`], phone_numbers: [] };
    }
    case "private":
      return { ...card, email_addresses: [`${localPart(person.latin)}@gmail.com`] };
    case "phone":
      return { ...card, email_addresses: [] };
    case "initial":
      return {
        ...card,
        name: full(`${name.first_name.charAt(0)}.`, name.last_name),
        job_title: null,
      };
  }
}

/** Writes down most of a client's people. Returns the records' ids, the main contact's first. */
export function addPeople(
  state: AttioState,
  client: Client,
  companyId: string,
  random: () => number,
  at: number,
): string[] {
  const ids: string[] = [];
  const turn = state.tables.objects.get("people")!.records.size;
  for (const [place, person] of client.people.entries()) {
    // a few are known to support only
    if (place > 1 && random() < 0.2) continue;
    const manner = manners[(turn + place) % manners.length]!;
    const latin = client.language === "ru" && random() < 0.5;
    const card = cardOf(person, client, manner, latin);
    const taken = card.email_addresses.some((email) =>
      state.findRecord("people", "email_addresses", email) !== null
    );
    const emails = taken ? [] : card.email_addresses;
    const values = { ...card, email_addresses: emails, company: companyId };
    ids.push(state.createRecord("people", values, { at: at + place * 60_000 }).id);
  }
  return ids;
}
