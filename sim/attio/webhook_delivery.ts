import { createHmac } from "node:crypto";
import type { Subscription, Webhook, WebhookCondition } from "./tables.ts";
import { settled } from "./webhook_status.ts";
import type { AttioEvent, AttioState } from "./workspace.ts";

/** The signature Attio sends: hex HMAC-SHA256 over the raw body. */
export function signature(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

const minute = 60_000;

/** Waits before each further attempt: ten of them over about three days. */
const waits = [1, 5, 15, 30, 60, 180, 360, 720, 1080, 1800].map((minutes) => minutes * minute);

/** Attio waits this long for an answer. */
const TIMEOUT = 5000;

interface Delivery {
  hookId: string;
  body: string;
  /** The same at every attempt. */
  key: string;
  attempts: number;
  dueAt: number;
}

/** The value at a dotted path of an event, as a subscription's filter names it. */
function fieldOf(event: AttioEvent, path: string): unknown {
  return path.split(".").reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    event,
  );
}

function passes(event: AttioEvent, filter: Subscription["filter"]): boolean {
  if (filter === null) return true;
  const holds = ({ field, operator, value }: WebhookCondition) =>
    (fieldOf(event, field) === value) === (operator === "equals");
  return "$and" in filter ? filter.$and.every(holds) : filter.$or.some(holds);
}

/** Deliveries to the workspace's webhooks. */
export interface Deliveries {
  /** Resolves when the attempts under way have ended. */
  sent(): Promise<void>;
  /** Starts the attempts that are due by the clock, and resolves when they have ended. */
  retryDue(): Promise<void>;
  /** How many deliveries wait for another attempt. */
  waiting(): number;
}

/**
 * Delivers events to the subscribed webhooks, one event a delivery. Any 2xx is success; anything else
 * is tried again when due, ten times, after which the webhook is degraded until a delivery succeeds.
 */
export function webhookDelivery(state: AttioState, send: typeof fetch): Deliveries {
  const { webhooks } = state.tables;
  const pending = new Set<Promise<void>>();
  let waiting: Delivery[] = [];

  async function succeeds(hook: Webhook, { body, key }: Delivery): Promise<boolean> {
    const sign = signature(hook.secret, body);
    try {
      const reply = await send(hook.targetUrl, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "attio-signature": sign,
          "x-attio-signature": sign,
          "idempotency-key": key,
        },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      await reply.body?.cancel();
      return reply.ok;
    } catch {
      return false;
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const hook = webhooks.get(delivery.hookId);
    if (hook === undefined) return;
    if (await succeeds(hook, delivery)) {
      hook.status = "active";
      hook.degradedAt = null;
      return;
    }
    const wait = waits[delivery.attempts];
    delivery.attempts++;
    if (wait !== undefined) {
      delivery.dueAt = state.clock.now() + wait;
      waiting.push(delivery);
    } else if (hook.status === "active") {
      hook.status = "degraded";
      hook.degradedAt = state.clock.now();
    }
  }

  function start(delivery: Delivery): void {
    const running = attempt(delivery).finally(() => pending.delete(running));
    pending.add(running);
  }

  state.onEvent((event) => {
    for (const hook of webhooks.values()) {
      if (settled(hook, state.clock.now()).status === "inactive") continue;
      const wanted = hook.subscriptions.some(({ event_type, filter }) =>
        event_type === event.event_type && passes(event, filter)
      );
      if (!wanted) continue;
      const body = JSON.stringify({ webhook_id: hook.id, events: [event] });
      start({ hookId: hook.id, body, key: crypto.randomUUID(), attempts: 0, dueAt: 0 });
    }
  });

  const sent = async () => void await Promise.all(pending);
  return {
    sent,
    async retryDue() {
      const now = state.clock.now();
      const due = waiting.filter(({ dueAt }) => dueAt <= now);
      waiting = waiting.filter(({ dueAt }) => dueAt > now);
      for (const delivery of due) start(delivery);
      await sent();
    },
    waiting: () => waiting.length,
  };
}
