import { familyNames, givenNames } from "../../chatwoot/people.ts";
import type { Member } from "../tables.ts";
import type { AttioState } from "../workspace.ts";

/** Slugs of the lists the history keeps. */
export const CARE_LIST = "client_care";
export const NEW_BUSINESS_LIST = "new_business";

/** Titles of the steps of new business. */
export const businessSteps = ["Researched", "Contacted", "Meeting", "Handed over", "Parked"];

/** Sets up the agency's team, its own attributes and stages of deals, and its two lists. */
export function foundWorkspace(state: AttioState, token: string): Member[] {
  state.grant({ token });
  const members = Array.from({ length: 4 }, (_, index) =>
    state.createMember({
      firstName: givenNames[index + 7]!,
      lastName: familyNames[index + 5]!,
      email: `team${index + 1}@agency.example`,
      accessLevel: index === 0 ? "admin" : "member",
    }));
  state.changeChoice("objects", "deals", "stage", "In Progress", { title: "Qualified" });
  for (const title of ["Proposal", "Negotiation"]) {
    state.addChoice("objects", "deals", "stage", title, "Won 🎉");
  }
  for (
    const [slug, title, type] of [
      ["next_step", "Next step", "text"],
      ["next_step_due", "Next step due", "date"],
      ["expected_close", "Expected close", "date"],
      ["lost_reason", "Lost reason", "text"],
    ] as const
  ) state.createAttribute("objects", "deals", { slug, title, type });

  state.createList({ slug: CARE_LIST, name: "Client care", parentObject: "companies" });
  state.createAttribute("lists", CARE_LIST, {
    slug: "mood",
    title: "Mood",
    type: "select",
    choices: ["Happy", "Fine", "Worried"],
  });
  state.createAttribute("lists", CARE_LIST, {
    slug: "account_manager",
    title: "Account manager",
    type: "actor-reference",
  });
  state.createAttribute("lists", CARE_LIST, {
    slug: "renewal_date",
    title: "Renewal date",
    type: "date",
  });
  state.createList({ slug: NEW_BUSINESS_LIST, name: "New business", parentObject: "companies" });
  state.createAttribute("lists", NEW_BUSINESS_LIST, {
    slug: "step",
    title: "Step",
    type: "status",
    choices: businessSteps,
  });
  return members;
}
