import { type Context, internalsOf } from "./context.ts";
import { errorStatus, HttpError, reasonPhrase } from "./error.ts";
import { DETAILS_STYLE, errorDetails, escape } from "./error_details.ts";
import { reloadScript } from "./render/resources.ts";

/**
 * The answer to an error for which there is no error page.
 *
 * In development a server error shows its message, stack and code; in production nothing but the
 * status, as messages may hold what is nobody's business. Messages of client errors are meant for
 * the client and are shown.
 */
export function defaultErrorResponse<State>(ctx: Context<State>, error: unknown): Response {
  const status = errorStatus(error);
  if (ctx.config.mode === "development" && status >= 500) {
    return developmentPage(ctx, error, status);
  }
  const text = error instanceof HttpError && status < 500 ? error.message : reasonPhrase(status);
  return new Response(text, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
${DETAILS_STYLE}`;

function developmentPage<State>(ctx: Context<State>, error: unknown, status: number): Response {
  const internals = internalsOf(ctx);
  const nonce = internals.nonce ??= crypto.randomUUID();
  const { snapshot } = internals;
  // Once the mistake is corrected, the page comes back by itself.
  const reload = snapshot === null ? "" : reloadScript(snapshot, ctx.config.basePath, nonce);
  const { html, title } = errorDetails(error);
  const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head>
<body><p>${status} ${reasonPhrase(status)}</p>${html}${reload}</body></html>`;
  return new Response(page, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

const OVERLAY_STYLE = `@scope (#fresh-error) {
:scope { color-scheme: light dark; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; padding: 1rem }
:scope[open] { position: fixed; inset: 0; overflow: auto; z-index: 2147483647 }
summary { cursor: pointer }
${DETAILS_STYLE}}`;

/**
 * In development, lays the details of a server error over the page that answers it. They can be
 * folded up, to see the page.
 */
export async function withErrorDetails<State>(
  ctx: Context<State>,
  error: unknown,
  response: Response,
): Promise<Response> {
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  if (ctx.config.mode !== "development" || errorStatus(error) < 500 || !isPage) return response;
  const nonce = internalsOf(ctx).nonce ?? "";
  const { html } = errorDetails(error);
  const overlay = `<details open id="fresh-error"><summary>Only in development</summary>
<style nonce="${nonce}">${OVERLAY_STYLE}</style>${html}</details>`;
  const page = await response.text();
  const end = page.lastIndexOf("</body>");
  const body = end < 0 ? page + overlay : page.slice(0, end) + overlay + page.slice(end);
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(body, { status: response.status, headers });
}
