import { csp, type Middleware } from "fresh";
import type { State } from "@/lib/services.ts";
import { editHeaders } from "./edit_headers.ts";

/** Where pages may load from: this site only. Inline scripts and styles need the request's nonce. */
export const pagePolicy = csp<State>({
  useNonce: true,
  csp: [
    "default-src 'none'",
    // the nonce takes the place of this word, which no reply keeps
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "media-src 'none'",
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ],
});

/** The policy of what is no page: it may load nothing, and nobody may show it in a frame. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";

const fixed = Object.entries({
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), " +
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
  "x-frame-options": "DENY",
});

/** Whether a reply is a page with a policy of its own, in which the nonce has its place. */
function hasPagePolicy(headers: Headers): boolean {
  const policy = headers.get("content-security-policy");
  return /^text\/html\b/.test(headers.get("content-type") ?? "") && policy !== null &&
    !policy.includes("'unsafe-");
}

/**
 * The headers every reply carries. What is no page gets a policy that allows nothing at all. What
 * does not say how long it may be kept is kept by nobody: it is for one person, at this moment.
 */
export function securityHeaders(): Middleware<State> {
  return async function securityHeaders(ctx) {
    const reply = await ctx.next();
    const { publicUrl } = ctx.state.services.config;
    const secure = (publicUrl ?? ctx.url.origin).startsWith("https:");
    return editHeaders(reply, (headers) => {
      for (const [name, value] of fixed) headers.set(name, value);
      if (secure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
      if (!hasPagePolicy(headers)) headers.set("content-security-policy", NOTHING);
      if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
    });
  };
}
