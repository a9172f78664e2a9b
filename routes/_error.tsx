import { HttpError, page, type RouteConfig } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { ErrorState } from "@/components/state/ErrorState.tsx";
import { define } from "@/define.ts";
import { createTranslator, type Translator } from "@/lib/i18n/mod.ts";

/** The shell needs a session; this page must show without one. */
export const config: RouteConfig = { skipInheritedLayouts: true };

function wording(t: Translator, status: number): { title: string; text: string } {
  switch (status) {
    case 404:
      return { title: t("errors.notFoundTitle"), text: t("errors.notFoundText") };
    case 401:
    case 403:
      return { title: t("errors.forbiddenTitle"), text: t("errors.forbiddenText") };
    case 429:
      return { title: t("errors.tooManyTitle"), text: t("errors.tooManyText") };
    default:
      return status < 500
        ? { title: t("errors.refusedTitle"), text: t("errors.refusedText") }
        : { title: t("errors.failedTitle"), text: t("errors.failedText") };
  }
}

function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

/** The page is answered here, so that the framework does not write the error to the console as well. */
export const handler = define.handlers(({ error }) => page(undefined, { status: statusOf(error) }));

/** What a person sees when a page cannot be shown; nothing of the cause but its request id. */
export default define.page<typeof handler>(({ error, state, url, req }) => {
  const status = statusOf(error);
  const t = createTranslator(state.locale ?? "en", state.scope?.timeZone ?? "UTC");
  const { title, text } = wording(t, status);
  // what was posted cannot be tried again by opening its address
  const again = status !== 404 && (req.method === "GET" || req.method === "HEAD");
  return (
    <main class="plain-page">
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <ErrorState
        t={t}
        level={1}
        title={title}
        text={text}
        requestId={status === 404 ? undefined : state.requestId}
        retryHref={again ? url.pathname + url.search : undefined}
        action={<Button href="/">{t("errors.toPortfolio")}</Button>}
      />
    </main>
  );
});
