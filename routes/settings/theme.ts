import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";
import { requireSession } from "@/middleware/session.ts";

const fields = z.object({
  theme: z.enum(["light", "dark", "system"]),
  return_to: z.string().optional(),
});

/** Chooses the session's theme. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const session = requireSession(state);
    const { theme, return_to: returnTo } = await parseForm(req, fields);
    await state.services.auth.sessions.change(session.id, {
      theme: theme === "system" ? null : theme,
    });
    return seeOther(localPath(returnTo));
  },
});
