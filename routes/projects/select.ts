import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";

const fields = z.object({
  project_id: z.union([z.literal(""), z.uuid()]),
  return_to: z.string().optional(),
});

/** Chooses the project the session looks at; an empty one means all of them. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const projectId = form.project_id === "" ? null : form.project_id;
    if (projectId !== null && !state.scope?.projects.some((project) => project.id === projectId)) {
      throw new ApiError(404, "not_found", "There is no such project.");
    }
    if (state.session !== null) {
      await state.services.auth.sessions.change(state.session.id, { projectId });
    }
    return seeOther(localPath(form.return_to));
  },
});
