import type { SuggestionFilter } from "./list.ts";
import type { LinkKind } from "./suggestion.ts";

/** What a suggestion can be about: one person, one company, or whose company something belongs to. */
export const ABOUT = ["person", "company", "works_at", "deal_of", "project_of"] as const;
export type About = typeof ABOUT[number];

/** Sources that records are of; `email`: companies known by an e-mail domain alone. */
export const RECORD_SOURCES = ["chatwoot", "linear", "attio", "email"] as const;

/** What a suggestion is about. */
export function aboutOf({ link, kind }: { link: LinkKind; kind: string }): About {
  if (link !== "same") return link;
  return kind === "company" ? "company" : "person";
}

/** The filter that leaves the suggestions about it. */
export function suggestionsAbout(
  about: About | undefined,
): Pick<SuggestionFilter, "link" | "kind"> {
  if (about === undefined) return {};
  return about === "person" || about === "company"
    ? { link: "same", kind: about }
    : { link: about };
}
