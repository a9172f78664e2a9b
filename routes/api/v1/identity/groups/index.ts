import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { countClusters, listClusters } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/identity.ts";

const place = z.strictObject({ name: z.string(), id: z.guid() });

/** People and companies that several records are about, by name. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, contract.listGroups.query);
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filter = { kind: asked.kind, text: asked.q };
    const page = { limit: asked.limit + 1, after: placeIn(asked.cursor, place) };
    const [found, total] = await Promise.all([
      listClusters(sql, accountScopeId, page, filter),
      countClusters(sql, accountScopeId, filter),
    ]);
    const { rows, next } = keysetPage(
      found,
      ({ sort_name, id }) => ({ name: sort_name, id }),
      url,
      asked,
    );
    const groups = rows.map(({ id, kind, survivors, members }) => ({
      id,
      kind,
      survivors,
      records: members,
    }));
    return succeed(state.requestId, { groups, total, next });
  },
});
