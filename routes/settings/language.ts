import { z } from "zod";
import { define } from "@/define.ts";
import { localPath, parseForm, seeOther } from "@/lib/api/mod.ts";

const fields = z.object({ locale: z.enum(["en", "ru"]), return_to: z.string().optional() });

/** Chooses the session's language. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { locale, return_to: returnTo } = await parseForm(req, fields);
    if (state.session !== null) {
      await state.services.auth.sessions.change(state.session.id, { locale });
    }
    return seeOther(localPath(returnTo));
  },
});
