import { define } from "@/define.ts";
import { parseQuery, succeed } from "@/lib/api/mod.ts";
import { findNamed, type NamedThing } from "@/lib/evidence/mod.ts";
import { viewOf } from "@/view.ts";
import * as contract from "./(_contract)/find.ts";

/** Of each kind, so that no kind hides the others. */
const MOST_OF_KIND = 5;

/** An issue's own page is the vendor's; everything else has one here. */
function addressOf({ kind, id, url }: NamedThing): string {
  return kind === "issue" && url !== null ? url : `/identity/${id}`;
}

/** Things by a part of their name, for the palette. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { q } = parseQuery(url, contract.findThings.query);
    const { t, scope } = viewOf(state);
    const things = await findNamed(state.services.sql, scope, q, MOST_OF_KIND);
    return succeed(state.requestId, {
      entries: things.map((thing) => ({
        id: `${thing.kind}:${thing.id}`,
        group: t(`palette.${thing.kind}`),
        label: thing.name,
        ...(thing.identifier === null ? {} : { hint: thing.identifier }),
        href: addressOf(thing),
      })),
    });
  },
});
