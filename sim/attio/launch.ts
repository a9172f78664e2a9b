import { parseArgs } from "node:util";
import type { Served } from "../loopback.ts";
import { startAttioFake } from "./server.ts";

/** How often deliveries that failed are looked at, milliseconds. */
const RETRY_EVERY = 1000;

/** Starts the stand-in of Attio as the command line asks. */
export function launchAttio(args: string[]): Served {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      token: { type: "string", default: "sim-token" },
      seed: { type: "string", default: "1" },
      empty: { type: "boolean", default: false },
      control: { type: "boolean", default: false },
      "rate-limit": { type: "string", default: "100" },
    },
  });
  const fake = startAttioFake({
    port: Number(values.port),
    seed: Number(values.seed),
    control: values.control,
    plainWebhooks: true,
    limits: { readsPerSecond: Number(values["rate-limit"]) },
  });
  fake.state.grant({ token: values.token });
  const timer = setInterval(() => void fake.deliveries.retryDue(), RETRY_EVERY);
  return {
    url: fake.url,
    async close() {
      clearInterval(timer);
      await fake.close();
    },
  };
}
