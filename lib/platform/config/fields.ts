import { isIP } from "node:net";
import { z } from "zod";

/** A whole number within bounds, as text. */
export function integer(min: number, max: number, usual: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,10}$/, message).transform(Number)
    .refine((value) => value >= min && value <= max, message).default(usual);
}

/** A number within bounds, as text. */
export function decimal(min: number, max: number, usual: number) {
  const message = `must be a number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,10}(\.\d+)?$/, message).transform(Number)
    .refine((value) => value >= min && value <= max, message).default(usual);
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** An http(s) address without path, query or credentials; the result has no trailing slash. */
export const origin = z.string().refine((text) => {
  const url = parsed(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" &&
    url.pathname === "/" && url.search === "" && url.hash === "";
}, "must be an http or https address without a path").transform((text) => new URL(text).origin);

/** An http(s) address with a path and without credentials. */
export const endpoint = z.string().refine((text) => {
  const url = parsed(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.hash === "";
}, "must be an http or https address").transform((text) => new URL(text).href);

/** A connection address with one of the given schemes and a host. */
export function connection(...schemes: string[]) {
  return z.string().refine((text) => {
    const url = parsed(text);
    return url !== null && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== "";
  }, `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`);
}

function isCidr(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** A token or key that fits into a header. */
export const token = z.string().regex(/^[\x21-\x7e]+$/, "must be one word without spaces");

/** Host names, each with an optional port, separated by commas. */
export function hosts(...usual: string[]) {
  return z.string().transform((text) =>
    text.split(",").map((part) => part.trim().toLowerCase()).filter((part) => part !== "")
  ).refine(
    (list) => list.every((host) => /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$/.test(host)),
    "must be host names, each with an optional port, separated by commas",
  ).default(usual);
}

/** Addresses or CIDR blocks separated by commas. */
export const cidrs = z.string().transform((text) =>
  text.split(",").map((part) => part.trim()).filter((part) => part !== "")
).refine((list) => list.every(isCidr), "must be IP addresses or CIDR blocks, separated by commas")
  .default([]);

/** A name the runtime's `Intl` knows as a time zone. */
export const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, "must be an IANA time zone").default("UTC");

/** `1`, `true`, `yes` or `on`, or their opposites. */
export const flag = z.string().toLowerCase()
  .refine((text) => /^(1|0|true|false|yes|no|on|off)$/.test(text), "must be 1 or 0")
  .transform((text) => /^(1|true|yes|on)$/.test(text)).default(false);

/** bcrypt reads no more than this many bytes of a password. */
const BCRYPT_BYTES = 72;

/** `login:secret`; the secret may hold further colons. */
export const credentials = z.string()
  .refine((text) => /^[^:\s][^:]{0,99}:./s.test(text), "must be a login, a colon and a password")
  .transform((text) => {
    const colon = text.indexOf(":");
    return { login: text.slice(0, colon).trim(), secret: text.slice(colon + 1) };
  }).refine(
    ({ secret }) => new TextEncoder().encode(secret).length <= BCRYPT_BYTES,
    `must hold a password of at most ${BCRYPT_BYTES} bytes, because bcrypt ignores the rest`,
  );
