import type { Services } from "@/lib/services.ts";

/** What of a request's context tells where it comes from. */
export interface Arrival {
  info: Deno.ServeHandlerInfo;
  req: Request;
  state: { services: Pick<Services, "auth"> };
}

/** The address of the other end of the connection: the client's, or a proxy's. */
export function peerOf({ info: { remoteAddr } }: Pick<Arrival, "info">): string {
  return "hostname" in remoteAddr ? remoteAddr.hostname : "127.0.0.1";
}

/** The address a request comes from, behind trusted proxies the client's. */
export function clientIpOf(arrival: Arrival): string {
  const forwarded = arrival.req.headers.get("x-forwarded-for");
  return arrival.state.services.auth.clientIp(peerOf(arrival), forwarded);
}
