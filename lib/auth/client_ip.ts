import { BlockList, isIP } from "node:net";

/** Finds a request's client address. */
export type ClientIp = (peer: string, forwardedFor: string | null) => string;

const family = (address: string) => isIP(address) === 6 ? "ipv6" : "ipv4";

/** An IPv4 address written as IPv6 (`::ffff:…`) is the IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The address of a hop; some proxies add a port. */
function addressOf(hop: string): string {
  const text = hop.trim();
  return plain(
    /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1"),
  );
}

/**
 * Makes the finder for the configured proxies (addresses or CIDR blocks). Only what a trusted proxy
 * adds counts: the forwarding header is read from its end, and the first address that is no trusted
 * proxy is the client. Without trusted proxies the header changes nothing.
 */
export function clientIpBehind(trusted: string[]): ClientIp {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    if (bits === undefined) proxies.addAddress(address, family(address));
    else proxies.addSubnet(address, Number(bits), family(address));
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, family(address));
  return (peer, forwardedFor) => {
    let client = plain(peer);
    for (const hop of (forwardedFor ?? "").split(",").map(addressOf).reverse()) {
      if (!isProxy(client) || isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  };
}
