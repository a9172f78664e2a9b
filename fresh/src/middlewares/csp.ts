import { internalsOf } from "../context.ts";
import type { MiddlewareFn } from "../middleware.ts";
import { editHeaders } from "../response.ts";

/** Settings of {@linkcode csp}. */
export interface CSPOptions {
  /** Report violations instead of preventing them. Default: false. */
  reportOnly?: boolean;
  /** Where browsers report violations to. */
  reportTo?: string;
  /** Directives added to the defaults, or put in place of those with the same name. */
  csp?: string[];
  /** Allow the inline scripts and styles of rendered pages by a nonce. Default: false. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Directives whose `'unsafe-inline'` a nonce replaces. */
const NONCED = new Set([
  "default-src",
  "script-src",
  "script-src-elem",
  "style-src",
  "style-src-elem",
  "style-src-attr",
]);

/** Name of the endpoint violations are reported to. */
const ENDPOINT = "csp-endpoint";

/**
 * Sets the `Content-Security-Policy` header.
 *
 * @example
 * ```ts
 * app.use(csp({ useNonce: true, csp: ["img-src 'self' https://images.example.com"] }));
 * ```
 *
 * @throws {TypeError} when a directive is empty or holds a `;` or a line break
 */
export function csp<State>(options: CSPOptions = {}): MiddlewareFn<State> {
  const { reportOnly = false, reportTo, useNonce = false } = options;
  const directives = new Map([...DEFAULTS, ...options.csp ?? []].map(readDirective));
  if (reportTo !== undefined) {
    directives.set("report-to", ENDPOINT);
    directives.set("report-uri", reportTo);
  }
  const name = `Content-Security-Policy${reportOnly ? "-Report-Only" : ""}`;
  const plain = write(directives, null);

  return async function csp(ctx) {
    const response = await ctx.next();
    // Only what was rendered has a nonce.
    const nonce = useNonce ? internalsOf(ctx).nonce : null;
    return editHeaders(response, (headers) => {
      headers.set(name, nonce === null ? plain : write(directives, nonce));
      if (reportTo !== undefined) {
        headers.set("Reporting-Endpoints", `${ENDPOINT}="${reportTo}"`);
      }
    });
  };
}

function readDirective(directive: string): [name: string, value: string] {
  const [name, ...values] = directive.trim().split(/[ \t]+/);
  if (!name || /[;\r\n]/.test(directive)) {
    throw new TypeError(`A CSP directive is a name and its values, not "${directive}"`);
  }
  return [name.toLowerCase(), values.join(" ")];
}

function write(directives: ReadonlyMap<string, string>, nonce: string | null): string {
  return [...directives].map(([name, value]) => {
    const allowed = nonce !== null && NONCED.has(name)
      ? value.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`)
      : value;
    return allowed === "" ? name : `${name} ${allowed}`;
  }).join("; ");
}
