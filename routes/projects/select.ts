import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";
import { chooseProject, requireSession } from "@/middleware/session.ts";

const fields = z.object({
  project_id: z.union([z.literal(""), z.guid()]),
  return_to: z.string().optional(),
});

/** Chooses the project the session looks at; an empty one means all of them. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const session = requireSession(state);
    const { project_id: id, return_to: returnTo } = await parseForm(req, fields);
    const projectId = chooseProject(state, id === "" ? null : id.toLowerCase());
    await state.services.auth.sessions.change(session.id, { projectId });
    return seeOther(localPath(returnTo));
  },
});
