import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";

const fields = z.object({
  theme: z.enum(["light", "dark", "system"]),
  return_to: z.string().optional(),
});

/** Chooses the session's theme. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { theme, return_to: returnTo } = await parseForm(req, fields);
    if (state.session !== null) {
      await state.services.auth.sessions.change(state.session.id, {
        theme: theme === "system" ? null : theme,
      });
    }
    return seeOther(localPath(returnTo));
  },
});
