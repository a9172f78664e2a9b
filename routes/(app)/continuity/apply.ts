import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { applyContinuity, type MakeIssue } from "@/lib/insights/mod.ts";
import { VendorError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { backTo, decideAndReturn } from "../(_components)/decided/outcome.ts";

const target = z.tuple([z.guid(), z.string().min(1).max(200), z.string().max(200).nullable()]);

const fields = z.object({
  id: z.guid(),
  target: z.string().max(1000),
  title: z.string().trim().min(1).max(250).optional(),
  due_on: z.union([z.literal(""), z.iso.date()]).optional(),
  return_to: z.string().max(2000),
});

/** The target that a form chose; null: none. */
function targetIn(text: string) {
  try {
    const [connection_id, team_external_id, linear_project_external_id] = target.parse(
      JSON.parse(text),
    );
    return { connection_id, team_external_id, linear_project_external_id };
  } catch {
    return null;
  }
}

/** Makes the issue of a promise in Linear. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { id, title, due_on, return_to: returnTo, ...form } = await parseForm(req, fields);
    const chosen = targetIn(form.target);
    if (chosen === null) return backTo(returnTo, { refused: "no_target" });
    const { sql, connectors } = state.services;
    const { accountScopeId } = actorOf(state);
    const make: MakeIssue = (connectionId, issue) =>
      connectors.issues.make(accountScopeId, connectionId, issue, req.signal);
    return await decideAndReturn(state, { kind: "continuity", returnTo }, async () => {
      try {
        await applyContinuity({ sql, make }, actorOf(state), id, {
          target: chosen,
          title,
          due_on: due_on === "" ? null : due_on,
        });
        return backTo(returnTo, { did: "applied", about: id });
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        return backTo(returnTo, { refused: "vendor", why: error.code });
      }
    });
  },
});
