import { isIP } from "node:net";
import { ApiError } from "../platform/mod.ts";

/** Whether a host names this machine or a private network, by its spelling. */
export function isPrivateHost(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (name === "localhost" || /\.(localhost|local|internal|home\.arpa)$/.test(name)) return true;
  if (isIP(name) === 6) return /^(::1?$|f[cd]|fe[89ab]|::ffff:)/.test(name);
  if (isIP(name) !== 4) return false;
  const [a, b] = name.split(".").map(Number) as [number, number];
  return a === 0 || a === 10 || a === 127 || (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);
}

/**
 * The origin of a vendor's address that connections may lead to.
 *
 * @param allowed `host` or `host:port`, as `CONNECTOR_HOSTS` lists them
 * @throws {ApiError} 400 for what is no address, is private, or is not among the allowed hosts
 */
export function allowedOrigin(address: string, allowed: readonly string[]): string {
  const text = /^[a-z]+:\/\//i.test(address.trim()) ? address.trim() : `https://${address.trim()}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "") {
    throw refusal("invalid_address", "This is no http or https address.");
  }
  const port = url.protocol === "https:" ? "443" : "80";
  const named = allowed.some((host) => host === url.host || host === `${url.hostname}:${port}`);
  if (named) return url.origin;
  throw isPrivateHost(url.hostname)
    ? refusal(
      "private_address",
      `${url.host} is an address of a private network. If the vendor really is there, add ${url.host} to CONNECTOR_HOSTS and start again.`,
    )
    : refusal(
      "host_not_allowed",
      `Connections may not lead to ${url.host}. Add it to CONNECTOR_HOSTS and start again.`,
    );
}

function refusal(code: string, message: string): ApiError {
  return new ApiError(400, code, message, { details: [{ path: "base_url", message, code }] });
}
