import { z } from "zod";
import { define } from "@/define.ts";
import { keysetPage, parseQuery, placeIn, succeed } from "@/lib/api/mod.ts";
import { aboutOf, listChanges } from "@/lib/identity/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../../(_contract)/identity.ts";

/** Who linked, dismissed and took back what, newest first. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const asked = parseQuery(url, contract.listChanges.query);
    const page = { limit: asked.limit + 1, after: placeIn(asked.cursor, z.guid()) };
    const found = await listChanges(state.services.sql, actorOf(state).accountScopeId, page);
    const { rows, next } = keysetPage(found, ({ id }) => id, url, asked);
    const changes = rows.map((row) => ({
      id: row.id,
      at: row.at,
      actor: row.actor,
      action: row.action,
      undoes: row.undoes,
      undone: row.undone,
      batch: row.batch,
      about: aboutOf(row),
      suggestion_id: row.suggestion_id,
      left_id: row.left_id,
      right_id: row.right_id,
    }));
    return succeed(state.requestId, { changes, next });
  },
});
