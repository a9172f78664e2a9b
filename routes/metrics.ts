import { BlockList, isIP } from "node:net";
import { equalTexts } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";
import { type Arrival, clientIpOf, peerOf } from "@/middleware/client_ip.ts";

/** Loopback and private networks, where a scraper without a token may stand. */
const inside = new BlockList();
for (
  const [network, bits] of [["127.0.0.0", 8], ["10.0.0.0", 8], ["172.16.0.0", 12], [
    "192.168.0.0",
    16,
  ]] as const
) inside.addSubnet(network, bits, "ipv4");
inside.addAddress("::1", "ipv6");
inside.addSubnet("fc00::", 7, "ipv6");

/**
 * Whether a request comes from a private network. What a proxy passes on, without being trusted to
 * say for whom, may come from anywhere.
 */
function isFromInside(arrival: Arrival): boolean {
  const client = clientIpOf(arrival);
  const { headers } = arrival.req;
  const passedOn = (headers.has("x-forwarded-for") || headers.has("forwarded")) &&
    client === plainPeer(arrival);
  const family = isIP(client);
  return !passedOn && family !== 0 && inside.check(client, family === 6 ? "ipv6" : "ipv4");
}

function plainPeer(arrival: Arrival): string {
  return arrival.state.services.auth.clientIp(peerOf(arrival), null);
}

/** Metrics for Prometheus: with the configured token, or without one from a private network. */
export const handler = define.handlers({
  async GET(ctx) {
    const { config, metrics } = ctx.state.services;
    if (config.metricsToken === null) {
      if (!isFromInside(ctx)) {
        throw new ApiError(403, "forbidden", "Metrics are for the private network.");
      }
    } else {
      const sent = /^Bearer +(\S+)$/i.exec(ctx.req.headers.get("authorization") ?? "")?.[1] ?? "";
      if (!equalTexts(sent, config.metricsToken)) {
        throw new ApiError(401, "unauthorized", "Send the metrics token.", {
          headers: { "www-authenticate": "Bearer" },
        });
      }
    }
    const { body, contentType } = await metrics.expose();
    return new Response(body, { headers: { "content-type": contentType } });
  },
});
