import type { SimClock } from "../clock.ts";
import { createFaults, type Faults } from "../faults.ts";
import { serveLoopback } from "../loopback.ts";
import { controlHandler } from "./control.ts";
import { chatwootHandler, type HandlerOptions } from "./handler.ts";
import type { ChatwootState } from "./account.ts";
import { createState } from "./state.ts";
import { webhookDelivery } from "./webhook_delivery.ts";

/** How to run the stand-in. */
export interface FakeOptions extends HandlerOptions {
  /** 0, the default: any free port. */
  port?: number;
  accountId?: number;
  clock?: SimClock;
  /** Answers `/_sim/*` too. */
  control?: boolean;
  /** For webhook deliveries. */
  fetch?: typeof fetch;
}

/** A running stand-in. */
export interface ChatwootFake {
  url: string;
  state: ChatwootState;
  faults: Faults;
  /** Resolves when the webhook deliveries under way have ended. */
  delivered(): Promise<void>;
  close(): Promise<void>;
}

/** The stand-in without a port: its state, its faults and the function that answers requests. */
export function createChatwootFake(options: FakeOptions = {}) {
  const state = createState({ accountId: options.accountId ?? 1, clock: options.clock ?? Date });
  const faults = createFaults();
  const answer = chatwootHandler(state, faults, options);
  const control = options.control === true ? controlHandler(state, faults) : null;
  const { sent } = webhookDelivery(state, options.fetch ?? fetch);
  const handler = async (request: Request, client?: string): Promise<Response> =>
    await control?.(request) ?? await answer(request, client);
  return { state, faults, handler, delivered: sent };
}

/** Starts the stand-in on the loopback interface. */
export function startChatwootFake(options: FakeOptions = {}): ChatwootFake {
  const { state, faults, handler, delivered } = createChatwootFake(options);
  const served = serveLoopback(handler, options.port);
  return {
    url: served.url,
    state,
    faults,
    delivered,
    async close() {
      await delivered();
      await served.close();
    },
  };
}
