import { define } from "@/define.ts";
import { seeOther, writeCookie } from "@/lib/api/mod.ts";
import { isSecure, SESSION_COOKIE } from "@/middleware/identify.ts";
import { actorOf } from "@/view.ts";

/** Ends the session on the server and removes its cookie. */
export const handler = define.handlers({
  async POST({ state, url }) {
    const { session, services } = state;
    if (session !== null) await services.auth.sessions.end(actorOf(state), session.id);
    const secure = isSecure(services.config.publicUrl, url);
    return seeOther("/login", { "set-cookie": writeCookie(SESSION_COOKIE, "", secure, 0) });
  },
});
