import type { SimClock } from "../clock.ts";

/** An hourly allowance. */
export interface Allowance {
  requests: number;
  /** Complexity points. */
  complexity: number;
}

/** Allowances by kind of caller; null: no limits at all. */
export type Allowances = Record<"key" | "oauth" | "none", Allowance> | null;

/** What Linear documents, for each user or, without a credential, each address. */
export const documentedAllowances: Allowances = {
  key: { requests: 2500, complexity: 3_000_000 },
  oauth: { requests: 5000, complexity: 2_000_000 },
  none: { requests: 600, complexity: 100_000 },
};

/** Root fields with a limit of their own: requests a minute. */
const endpointLimits: Record<string, number> = { searchIssues: 30, searchDocuments: 30 };

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** `rateLimitStatus` as the schema has it: `reset` and `period` in milliseconds. */
export interface RateLimitStatus {
  identifier: string | null;
  kind: string;
  limits: {
    type: string;
    allowedAmount: number;
    remainingAmount: number;
    requestedAmount: number;
    period: number;
    reset: number;
  }[];
}

/** Who asks, and what the request costs. */
export interface Charge {
  kind: "key" | "oauth" | "none";
  /** The user, or the address. */
  identifier: string;
  complexity: number;
  /** The operation's root fields. */
  rootFields: string[];
}

/** A leaky bucket: `used` drains evenly, `limit` in `period`. */
interface Bucket {
  used: number;
  at: number;
}

/** The budgets of all callers. */
export interface Budgets {
  /** Charges a request: its headers, and whether it exceeds a limit. */
  charge(charge: Charge): { headers: Record<string, string>; exceeded: boolean };
  status(kind: Charge["kind"], identifier: string): RateLimitStatus;
}

/** Leaky buckets on the stand-in's clock. Headers give resets in epoch milliseconds. */
export function createBudgets(clock: SimClock, allowances: Allowances): Budgets {
  const buckets = new Map<string, Bucket>();

  function bucket(key: string, limit: number, period: number): Bucket {
    const now = clock.now();
    const known = buckets.get(key) ?? { used: 0, at: now };
    const used = Math.max(0, known.used - (now - known.at) * limit / period);
    const drained = { used, at: now };
    buckets.set(key, drained);
    return drained;
  }

  /** Takes `amount`; what does not fit is not taken. */
  function take(key: string, limit: number, period: number, amount: number) {
    const state = bucket(key, limit, period);
    const exceeded = state.used + amount > limit;
    if (!exceeded) state.used += amount;
    return {
      exceeded,
      remaining: Math.max(0, Math.floor(limit - state.used)),
      reset: Math.ceil(state.at + state.used * period / limit),
    };
  }

  return {
    charge({ kind, identifier, complexity, rootFields }) {
      const headers: Record<string, string> = { "x-complexity": String(complexity) };
      if (allowances === null) return { headers, exceeded: false };
      const limits = allowances[kind];
      const parts: [string, string, number, number, number][] = [
        ["requests", `requests ${identifier}`, limits.requests, HOUR, 1],
        ["complexity", `complexity ${identifier}`, limits.complexity, HOUR, complexity],
      ];
      const endpoint = rootFields.find((name) => endpointLimits[name] !== undefined);
      if (endpoint !== undefined) {
        headers["x-ratelimit-endpoint-name"] = endpoint;
        const limit = endpointLimits[endpoint]!;
        parts.push(["endpoint-requests", `${endpoint} ${identifier}`, limit, MINUTE, 1]);
      }
      let exceeded = false;
      for (const [name, key, limit, period, amount] of parts) {
        const taken = take(key, limit, period, amount);
        exceeded ||= taken.exceeded;
        headers[`x-ratelimit-${name}-limit`] = String(limit);
        headers[`x-ratelimit-${name}-remaining`] = String(taken.remaining);
        headers[`x-ratelimit-${name}-reset`] = String(taken.reset);
      }
      return { headers, exceeded };
    },
    status(kind, identifier) {
      const limits = allowances === null
        ? []
        : (["requests", "complexity"] as const).map((type) => {
          const allowed = allowances[kind][type];
          const { used, at } = bucket(`${type} ${identifier}`, allowed, HOUR);
          return {
            type,
            allowedAmount: allowed,
            remainingAmount: Math.max(0, Math.floor(allowed - used)),
            requestedAmount: 0,
            period: HOUR,
            reset: Math.ceil(at + used * HOUR / allowed),
          };
        });
      return { identifier, kind, limits };
    },
  };
}
