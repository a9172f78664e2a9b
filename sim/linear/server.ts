import type { GraphQLSchema } from "graphql";
import type { SimClock } from "../clock.ts";
import { createFaults, type Faults } from "../faults.ts";
import { serveLoopback } from "../loopback.ts";
import { controlHandler } from "./control.ts";
import { createFieldFaults, type FieldFaults } from "./graphql/field_faults.ts";
import { linearSchema } from "./graphql/schema.ts";
import { type HandlerOptions, linearHandler } from "./handler.ts";
import { createState, type LinearState } from "./state/state.ts";
import type { StoreOptions } from "./state/store.ts";
import { webhookDelivery } from "./webhook_delivery.ts";

/** How to run the stand-in. */
export interface LinearFakeOptions extends HandlerOptions, Partial<StoreOptions> {
  /** 0, the default: any free port. */
  port?: number;
  /** Linear's schema as SDL or made by `linearSchema`; the subset when absent. */
  schema?: string | GraphQLSchema;
  clock?: SimClock;
  /** Answers `/_sim/*` too. */
  control?: boolean;
  /** For webhook deliveries. */
  fetch?: typeof fetch;
}

/** A running stand-in. */
export interface LinearFake {
  /** Of the server; the API is at `/graphql` below it. */
  url: string;
  state: LinearState;
  /** Hit whole requests; a rule's `path` is part of `/graphql OperationName`. */
  faults: Faults;
  /** Hit single fields, which makes a 200 with `errors`. */
  fieldFaults: FieldFaults;
  /** Resolves when the webhook attempts under way have ended. */
  delivered(): Promise<void>;
  /** Makes the webhook attempts that are due again by the stand-in's clock. */
  retryDue(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_CHECK_MS = 5000;

/** The stand-in without a port: its state, its faults and the function that answers requests. */
export function createLinearFake(options: LinearFakeOptions = {}) {
  const { schema } = options;
  const state = createState({ ...options, clock: options.clock ?? Date });
  const faults = { transport: createFaults(), fields: createFieldFaults() };
  const executable = typeof schema === "object" ? schema : linearSchema(schema);
  const answer = linearHandler(state, executable, faults, options);
  const control = options.control === true ? controlHandler(state, faults) : null;
  const { sent, retryDue } = webhookDelivery(state, options.fetch ?? fetch);
  const handler = async (request: Request, client?: string): Promise<Response> =>
    await control?.(request) ?? await answer(request, client);
  return {
    state,
    faults: faults.transport,
    fieldFaults: faults.fields,
    handler,
    delivered: sent,
    retryDue,
  };
}

/** Starts the stand-in on the loopback interface. On the system's clock, webhooks are retried by themselves. */
export function startLinearFake(options: LinearFakeOptions = {}): LinearFake {
  const { handler, ...fake } = createLinearFake(options);
  const served = serveLoopback(handler, options.port);
  const timer = options.clock === undefined
    ? setInterval(() => void fake.retryDue(), RETRY_CHECK_MS)
    : undefined;
  return {
    ...fake,
    url: served.url,
    async close() {
      clearInterval(timer);
      await fake.delivered();
      await served.close();
    },
  };
}
