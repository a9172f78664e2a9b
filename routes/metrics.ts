import { HttpError } from "fresh";
import { equalTexts } from "@/lib/auth/mod.ts";
import { define } from "@/define.ts";
import { clientIpOf } from "@/middleware/rate_limit.ts";

/** Loopback and private networks, where a scraper without a token may stand. */
const inside = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i;

/** Metrics for Prometheus: with the configured token, or without one from a private network. */
export const handler = define.handlers({
  async GET(ctx) {
    const { config, metrics } = ctx.state.services;
    const sent = ctx.req.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    const allowed = config.metricsToken === null
      ? inside.test(clientIpOf(ctx))
      : equalTexts(sent, config.metricsToken);
    if (!allowed) throw new HttpError(403);
    const { body, contentType } = await metrics.expose();
    return new Response(body, { headers: { "content-type": contentType } });
  },
});
