import type { SimClock } from "../clock.ts";

/**
 * rack-attack's throttle as Chatwoot sets it up: a fixed one-minute window per client address, and
 * a plain-text 429 that does not say when to come back. A limit of 0 switches it off.
 */
export function rateLimiter(
  clock: SimClock,
  perMinute: number,
): (client: string) => Response | null {
  let minute = -1;
  let counts = new Map<string, number>();
  return (client) => {
    if (perMinute === 0) return null;
    const now = Math.floor(clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const count = (counts.get(client) ?? 0) + 1;
    counts.set(client, count);
    return count <= perMinute
      ? null
      : new Response("Retry later\n", { status: 429, headers: { "content-type": "text/plain" } });
  };
}
