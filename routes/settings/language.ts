import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";
import { requireSession } from "@/middleware/session.ts";

const fields = z.object({ locale: z.enum(["en", "ru"]), return_to: z.string().optional() });

/** Chooses the session's language. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const session = requireSession(state);
    const { locale, return_to: returnTo } = await parseForm(req, fields);
    await state.services.auth.sessions.change(session.id, { locale });
    return seeOther(localPath(returnTo));
  },
});
