import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { BrandMark } from "@/components/shell/BrandMark.tsx";
import { define } from "@/define.ts";
import {
  cookieName,
  localPath,
  parseForm,
  readCookies,
  seeOther,
  writeCookie,
} from "@/lib/api/mod.ts";
import { equalTexts, isToken, limitHeaders, newToken } from "@/lib/auth/mod.ts";
import { createTranslator, type Translator } from "@/lib/i18n/mod.ts";
import { clientIpOf } from "@/middleware/client_ip.ts";
import { isSecure, SESSION_COOKIE } from "@/middleware/identify.ts";
import { actorOf } from "@/view.ts";

/** Ties the form to the browser it was shown in, before there is a session. */
const FORM_COOKIE = "ct_login";
const FORM_SECONDS = 3600;

/** How long the browser keeps the session's cookie; the server ends it sooner when it is not used. */
const SESSION_SECONDS = 30 * 86_400;

const fields = z.object({
  username: z.string().max(200).default(""),
  password: z.string().max(1000).default(""),
  csrf_token: z.string().default(""),
  return_to: z.string().optional(),
});

type Problem =
  | { kind: "wrong" | "expired" | "ended" }
  | { kind: "locked"; minutes: number };

interface Data {
  problem: Problem | null;
  username: string;
  returnTo: string;
  formToken: string;
}

/** The form's token this browser has, null when it has none of ours. */
function formTokenOf(req: Request, secure: boolean): string | null {
  const known = readCookies(req.headers.get("cookie")).get(cookieName(FORM_COOKIE, secure)) ?? "";
  return isToken(known) ? known : null;
}

export const handler = define.handlers({
  GET({ state, url, req }) {
    const returnTo = localPath(url.searchParams.get("return_to"));
    if (state.session !== null) return seeOther(returnTo);
    const secure = isSecure(state.services.config.publicUrl, url);
    const formToken = formTokenOf(req, secure) ?? newToken();
    const headers = new Headers({
      "set-cookie": writeCookie(FORM_COOKIE, formToken, secure, FORM_SECONDS),
    });
    const ended = readCookies(req.headers.get("cookie")).has(cookieName(SESSION_COOKIE, secure));
    // said once: the cookie of a session that is over goes
    if (ended) headers.append("set-cookie", writeCookie(SESSION_COOKIE, "", secure, 0));
    const problem: Problem | null = ended ? { kind: "ended" } : null;
    return page<Data>({ problem, username: "", returnTo, formToken }, { headers });
  },

  async POST(ctx) {
    const { state, req, url } = ctx;
    const { auth, config, defaultScopeId } = state.services;
    const secure = isSecure(config.publicUrl, url);
    const form = await parseForm(req, fields);
    const returnTo = localPath(form.return_to);
    const known = formTokenOf(req, secure);
    const refuse = (status: number, problem: Problem, headers: Record<string, string> = {}) => {
      const formToken = known ?? newToken();
      const cookie = writeCookie(FORM_COOKIE, formToken, secure, FORM_SECONDS);
      return page<Data>({ problem, username: form.username, returnTo, formToken }, {
        status,
        headers: { "set-cookie": cookie, ...headers },
      });
    };
    if (known === null || !equalTexts(known, form.csrf_token)) {
      return refuse(403, { kind: "expired" });
    }
    const result = await auth.signIn({
      login: form.username,
      password: form.password,
      ip: clientIpOf(ctx),
      userAgent: req.headers.get("user-agent"),
      accountScopeId: defaultScopeId,
      requestId: state.requestId,
    });
    if (result.outcome !== "signed_in") {
      state.log.warn({ outcome: result.outcome }, "sign-in refused");
      const headers = limitHeaders(result.limit);
      if (result.outcome === "wrong") return refuse(401, { kind: "wrong" }, headers);
      const minutes = Math.max(1, Math.ceil(result.limit.resetSeconds / 60));
      return refuse(429, { kind: "locked", minutes }, headers);
    }
    // whoever was signed in here before is not any more
    if (state.session !== null) await auth.sessions.end(actorOf(state), state.session.id);
    const reply = seeOther(returnTo);
    reply.headers.append(
      "set-cookie",
      writeCookie(SESSION_COOKIE, result.token, secure, SESSION_SECONDS),
    );
    reply.headers.append("set-cookie", writeCookie(FORM_COOKIE, "", secure, 0));
    return reply;
  },
});

function wording(t: Translator, problem: Problem): string {
  switch (problem.kind) {
    case "wrong":
      return t("auth.wrong");
    case "expired":
      return t("auth.formExpired");
    case "ended":
      return t("auth.ended");
    default:
      return t("auth.locked", { minutes: problem.minutes });
  }
}

/** Signing in. */
export default define.page<typeof handler>(({ data, state }) => {
  const t = createTranslator(state.locale, state.services.config.timeZone);
  const { problem } = data;
  return (
    <main class="plain-page">
      <Head>
        <title>{`${t("auth.title")} · Control Tower`}</title>
      </Head>
      <form method="post" class="plain-panel stack">
        <h1 class="cluster">
          <BrandMark />
          {t("common.productName")}
        </h1>
        {problem !== null && (
          <Notice tone={problem.kind === "ended" ? "info" : "bad"} title={wording(t, problem)} />
        )}
        <input type="hidden" name="csrf_token" value={data.formToken} />
        <input type="hidden" name="return_to" value={data.returnTo} />
        <FormField
          name="username"
          label={t("auth.login")}
          value={data.username}
          autocomplete="username"
          autofocus
          required
          testId="login-username"
        />
        <FormField
          name="password"
          type="password"
          label={t("auth.password")}
          autocomplete="current-password"
          required
          testId="login-password"
        />
        <Button variant="primary" size="wide" testId="login-submit">{t("auth.submit")}</Button>
      </form>
    </main>
  );
});
