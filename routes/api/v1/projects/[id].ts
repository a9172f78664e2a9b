import { z } from "zod";
import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { changeProject } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";

const change = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  pinned: z.boolean().optional(),
  archived: z.literal(true).optional(),
});

/** Renames, pins or archives a project. */
export const handler = define.handlers({
  async PATCH({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const project = await changeProject(
      state.services.sql,
      actorOf(state),
      id,
      await parseBody(req, change),
    );
    return succeed(state.requestId, { project });
  },
});
