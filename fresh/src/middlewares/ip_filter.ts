import { BlockList, isIP } from "node:net";
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../middleware.ts";

/** Addresses and subnets (`10.0.0.0/8`, `2001:db8::/32`), of IPv4 and IPv6. */
export interface IpFilterRules {
  /** Who is refused, whatever `allowList` says. */
  denyList?: string[];
  /** If given, everybody else is refused. */
  allowList?: string[];
}

/** The client's address. */
export interface IpFilterRemote {
  addr: string;
  type: "IPv4" | "IPv6" | undefined;
}

/** Settings of {@linkcode ipFilter}. */
export interface IpFilterOptions<State = unknown> {
  /** Answers who is refused; by default with 403. */
  onBlocked?: (remote: IpFilterRemote, ctx: Context<State>) => Response | Promise<Response>;
}

/**
 * Restricts access by the client's IP address. A client whose address is unknown counts as outside
 * of both lists.
 *
 * @throws {TypeError} when a rule is neither an address nor a subnet
 */
export function ipFilter<State>(
  rules: IpFilterRules,
  options: IpFilterOptions<State> = {},
): MiddlewareFn<State> {
  const denied = matcher(rules.denyList ?? []);
  const allowed = rules.allowList === undefined ? () => true : matcher(rules.allowList);
  const blocked = options.onBlocked ?? (() => new Response("Forbidden", { status: 403 }));

  return async function ipFilter(ctx) {
    const { remoteAddr } = ctx.info;
    const addr = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    if (!denied(addr) && allowed(addr)) return await ctx.next();
    const version = isIP(addr);
    const type = version === 0 ? undefined : `IPv${version as 4 | 6}` as const;
    return await blocked({ addr, type }, ctx);
  };
}

function matcher(rules: string[]): (addr: string) => boolean {
  const list = new BlockList();
  for (const rule of rules) addRule(list, rule);
  return (addr) => {
    const version = isIP(addr);
    return version !== 0 && list.check(addr, `ipv${version as 4 | 6}`);
  };
}

function addRule(list: BlockList, rule: string): void {
  const [addr = "", prefix, ...more] = rule.split("/");
  const version = isIP(addr);
  const bits = prefix === undefined ? null : /^\d+$/.test(prefix) ? Number(prefix) : NaN;
  const valid = version !== 0 && more.length === 0 &&
    (bits === null || bits <= (version === 4 ? 32 : 128));
  if (!valid) throw new TypeError(`"${rule}" is neither an IP address nor a subnet`);
  const family = `ipv${version as 4 | 6}` as const;
  if (bits === null) list.addAddress(addr, family);
  else list.addSubnet(addr, bits, family);
}
