import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import {
  aboutOf,
  listSuggestions,
  suggestionsAbout,
  weighSuggestions,
} from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/identity.ts";

const place = z.strictObject({ confidence: z.number().min(0).max(1), id: z.guid() });

/** Records that seem to belong together, the surest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, contract.listSuggestions.query);
    const { limit, cursor, status, kind, source, least } = asked;
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { status, source, least, ...suggestionsAbout(kind) };
    const after = placeIn(cursor, place);
    const [found, weight] = await Promise.all([
      listSuggestions(sql, accountScopeId, filter, { limit: limit + 1, after }),
      weighSuggestions(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(
      found,
      ({ confidence, id }) => ({ confidence, id }),
      url,
      asked,
    );
    const suggestions = rows.map(({ kind, ...row }) => ({
      ...row,
      about: aboutOf({ link: row.link, kind }),
    }));
    return succeed(state.requestId, {
      suggestions,
      total: weight.count,
      wrong: weight.wrong,
      next,
    });
  },
});
