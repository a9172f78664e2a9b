import { type Context, internalsOf } from "./context.ts";
import { codeFrame } from "./code_frame.ts";
import { errorStatus, HttpError, reasonPhrase } from "./error.ts";
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
h1 { font-size: 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere }
pre { overflow: auto; padding: 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
mark { background: color-mix(in srgb, red 25%, transparent); color: inherit; display: block }
`;

function developmentPage<State>(ctx: Context<State>, error: unknown, status: number): Response {
  const internals = internalsOf(ctx);
  const nonce = internals.nonce ??= crypto.randomUUID();
  const { snapshot } = internals;
  // Once the mistake is corrected, the page comes back by itself.
  const reload = snapshot === null ? "" : reloadScript(snapshot, ctx.config.basePath, nonce);
  const stack = error instanceof Error ? error.stack ?? String(error) : String(error);
  const frame = codeFrame(stack);
  const code = frame === null
    ? ""
    : `<p>${escape(`${frame.file}:${frame.line}:${frame.column}`)}</p>
<pre>${
      frame.lines.map(({ number, text }) => {
        const line = escape(`${String(number).padStart(5)} | ${text}`);
        return number === frame.line ? `<mark>${line}</mark>` : `${line}\n`;
      }).join("")
    }</pre>`;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(message)}</title>
<style nonce="${nonce}">${STYLE}</style></head>
<body><p>${status} ${reasonPhrase(status)}</p><h1>${escape(message)}</h1>
${code}
<pre>${escape(stack)}</pre>${reload}</body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
