import type { SimClock } from "../clock.ts";
import { createFaults, type Faults } from "../faults.ts";
import { serveLoopback } from "../loopback.ts";
import { controlHandler } from "./control.ts";
import { attioHandler, type HandlerOptions } from "./handler.ts";
import type { Limits } from "./limits.ts";
import { createState, type StateOptions } from "./state.ts";
import { type Deliveries, webhookDelivery } from "./webhook_delivery.ts";
import type { AttioState } from "./workspace.ts";

/** How to run the stand-in. */
export interface AttioFakeOptions extends HandlerOptions, Partial<StateOptions> {
  /** 0, the default: any free port. */
  port?: number;
  clock?: SimClock;
  /** Answers `/_sim/*` too. */
  control?: boolean;
  /** For webhook deliveries. */
  fetch?: typeof fetch;
}

/** The stand-in without a port. */
export interface AttioFakeParts {
  state: AttioState;
  faults: Faults;
  /** May be changed at any time. */
  limits: Limits;
  deliveries: Deliveries;
  handler(request: Request): Promise<Response>;
}

/** A running stand-in. */
export interface AttioFake extends Omit<AttioFakeParts, "handler"> {
  url: string;
  close(): Promise<void>;
}

/** The stand-in without a port: its state, faults and limits, and the function that answers. */
export function createAttioFake(options: AttioFakeOptions = {}): AttioFakeParts {
  const state = createState({ ...options, clock: options.clock ?? Date });
  const faults = createFaults();
  const { handler, limits } = attioHandler(state, faults, options);
  const control = options.control === true ? controlHandler(state, faults) : null;
  return {
    state,
    faults,
    limits,
    deliveries: webhookDelivery(state, options.fetch ?? fetch),
    handler: async (request) => await control?.(request) ?? await handler(request),
  };
}

/** Starts the stand-in on the loopback interface. */
export function startAttioFake(options: AttioFakeOptions = {}): AttioFake {
  const { handler, ...parts } = createAttioFake(options);
  const served = serveLoopback(handler, options.port);
  return {
    ...parts,
    url: served.url,
    async close() {
      await parts.deliveries.sent();
      await served.close();
    },
  };
}
