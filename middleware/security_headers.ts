import { csp, type Middleware } from "fresh";
import type { State } from "@/lib/services.ts";

/** Where pages may load from: this site only. Inline scripts and styles need the request's nonce. */
export const pagePolicy = csp<State>({
  useNonce: true,
  csp: [
    "default-src 'none'",
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

const fixed: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "x-frame-options": "DENY",
};

/**
 * The headers every reply carries. What is no page gets a policy that allows nothing at all, in
 * place of the page policy, which without a nonce would allow inline scripts.
 */
export function securityHeaders(): Middleware<State> {
  return async function securityHeaders(ctx) {
    const reply = await ctx.next();
    // replies of redirects and of other servers have headers that cannot be changed
    const headers = new Headers(reply.headers);
    for (const [name, value] of Object.entries(fixed)) headers.set(name, value);
    const { publicUrl } = ctx.state.services.config;
    if ((publicUrl ?? ctx.url.origin).startsWith("https:")) {
      headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    if (!/^text\/html\b/.test(headers.get("content-type") ?? "")) {
      headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }
    return new Response(reply.body, {
      status: reply.status,
      statusText: reply.statusText,
      headers,
    });
  };
}
