import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countDigests, listDigests } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import * as contract from "../(_contract)/digests.ts";

const place = z.strictObject({ first_day: z.iso.date(), id: z.guid() });

/** Digests of the chosen project, or of all clients, the newest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, contract.listDigests.query);
    const { request } = viewOf(state);
    const { sql } = state.services;
    const { accountScopeId, projectId } = request;
    const filter = { projectId, kind: asked.kind };
    const page = { limit: asked.limit + 1, after: placeIn(asked.cursor, place) };
    const [found, total] = await Promise.all([
      listDigests(sql, accountScopeId, filter, page),
      countDigests(sql, accountScopeId, filter),
    ]);
    const { rows: digests, next } = keysetPage(
      found,
      ({ first_day, id }) => ({ first_day, id }),
      url,
      asked,
    );
    return succeed(state.requestId, { digests, total, next });
  },
});
