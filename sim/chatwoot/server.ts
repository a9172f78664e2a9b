import { controlHandler } from "./control.ts";
import { createFaults, type Faults } from "./faults.ts";
import { chatwootHandler, type HandlerOptions } from "./handler.ts";
import type { ChatwootState, SimClock } from "./account.ts";
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
  const abort = new AbortController();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    signal: abort.signal,
    onListen: () => {},
    onError: () => new Response("Internal Server Error", { status: 500 }),
  }, (request, info) => handler(request, info.remoteAddr.hostname));
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    state,
    faults,
    delivered,
    async close() {
      await delivered();
      abort.abort();
      await server.finished;
    },
  };
}
