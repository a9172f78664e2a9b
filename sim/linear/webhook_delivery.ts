import { createHmac } from "node:crypto";
import type { LinearState } from "./state/state.ts";
import type { StateEvent } from "./state/store.ts";
import type { Webhook } from "./state/tables.ts";
import { teamsOf, webhookPayload } from "./webhook_payload.ts";

/** The signature Linear sends: hex HMAC-SHA256 over the raw body. */
export function signature(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** Waits before the second, third and fourth attempt. */
const retryAfter = [60_000, 3_600_000, 6 * 3_600_000];

interface Delivery {
  /** The same at every attempt. */
  id: string;
  hookId: string;
  type: string;
  payload: Record<string, unknown>;
  attempt: number;
  dueAt: number;
}

/** The deliveries of a workspace. */
export interface Deliveries {
  /** Resolves when the attempts under way have ended. */
  sent(): Promise<void>;
  /** Makes the attempts that are due by the stand-in's clock; resolves when they have ended. */
  retryDue(): Promise<void>;
  /** When the waiting deliveries are due, in epoch milliseconds. */
  waiting(): number[];
}

function wants(state: LinearState, hook: Webhook, event: StateEvent): boolean {
  if (!hook.enabled || !hook.resourceTypes.includes(event.type)) return false;
  const teams = teamsOf(state, event.type, event.row);
  if (hook.teamId !== null) return teams.includes(hook.teamId);
  return teams.length === 0 ||
    teams.some((id) => state.tables.teams.get(id)?.private === false);
}

/**
 * Delivers changes to the webhooks that want them: signed, each attempt with its own time, at most
 * 5 s long. Anything but a 200 is tried again after 1 min, 1 h and 6 h; then the hook is disabled.
 */
export function webhookDelivery(
  state: LinearState,
  send: typeof fetch,
  newId: () => string = () => crypto.randomUUID(),
): Deliveries {
  const pending = new Set<Promise<unknown>>();
  let waiting: Delivery[] = [];

  async function post(hook: Webhook, delivery: Delivery): Promise<[number | null, string]> {
    const webhookTimestamp = state.clock.now();
    const body = JSON.stringify({ ...delivery.payload, webhookId: hook.id, webhookTimestamp });
    try {
      const reply = await send(hook.url, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Linear-Webhook",
          "linear-delivery": delivery.id,
          "linear-event": delivery.type,
          "linear-signature": signature(hook.secret, body),
          "linear-timestamp": String(webhookTimestamp),
        },
        signal: AbortSignal.timeout(5000),
      });
      return [reply.status, await reply.text()];
    } catch (error) {
      return [null, error instanceof Error ? error.message : "no reply"];
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const hook = state.tables.webhooks.get(delivery.hookId);
    if (hook === undefined || !hook.enabled) return;
    const [httpStatus, responseOrError] = await post(hook, delivery);
    if (httpStatus === 200) return;
    const now = state.clock.now();
    hook.failures.push({
      id: newId(),
      createdAt: now,
      executionId: delivery.id,
      httpStatus,
      responseOrError,
      url: hook.url,
      webhookId: hook.id,
    });
    const wait = retryAfter[delivery.attempt];
    if (wait === undefined) state.updateWebhook(hook.id, { enabled: false });
    else waiting.push({ ...delivery, attempt: delivery.attempt + 1, dueAt: now + wait });
  }

  const begin = (delivery: Delivery) => {
    const going = attempt(delivery).finally(() => pending.delete(going));
    pending.add(going);
  };

  state.onEvent((event) => {
    const hooks = [...state.tables.webhooks.values()].filter((hook) => wants(state, hook, event));
    if (hooks.length === 0) return;
    const payload = webhookPayload(state, event);
    if (payload === null) return;
    for (const { id: hookId } of hooks) {
      begin({ id: newId(), hookId, type: event.type, payload, attempt: 0, dueAt: event.at });
    }
  });

  const sent = async () => void await Promise.all(pending);
  return {
    sent,
    waiting: () => waiting.map(({ dueAt }) => dueAt),
    async retryDue() {
      const due = waiting.filter(({ dueAt }) => dueAt <= state.clock.now());
      waiting = waiting.filter((delivery) => !due.includes(delivery));
      due.forEach(begin);
      await sent();
    },
  };
}
