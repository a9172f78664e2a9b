import { parseArgs } from "node:util";
import type { Served } from "../loopback.ts";
import { seededRandom } from "../random.ts";
import { fillWithManyRecords } from "./history/bulk.ts";
import { dripSales } from "./history/drip.ts";
import { fillWithAttioHistory } from "./history/history.ts";
import { startAttioFake } from "./server.ts";

/** How often deliveries that failed are looked at, milliseconds. */
const RETRY_EVERY = 1000;

/** Starts the stand-in of Attio as the command line asks, with the demo history by default. */
export function launchAttio(args: string[]): Served {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      token: { type: "string", default: "sim-token" },
      seed: { type: "string", default: "1" },
      empty: { type: "boolean", default: false },
      /** So many people with their companies and deals instead of the history. */
      many: { type: "string", default: "0" },
      control: { type: "boolean", default: false },
      drip: { type: "string", default: "0" },
      /** Requests a second, reads; a quarter of it writes. 0: no limit. */
      "rate-limit": { type: "string", default: "100" },
    },
  });
  const [seed, many, rate] = [values.seed, values.many, values["rate-limit"]].map(Number) as [
    number,
    number,
    number,
  ];
  const fake = startAttioFake({
    port: Number(values.port),
    seed,
    control: values.control,
    plainWebhooks: true,
    limits: { readsPerSecond: rate, writesPerSecond: Math.ceil(rate / 4) },
  });
  const filling = { seed, token: values.token };
  if (many > 0) fillWithManyRecords(fake.state, { ...filling, people: many });
  else if (values.empty) fake.state.grant({ token: values.token });
  else fillWithAttioHistory(fake.state, filling);

  const random = seededRandom(seed + 1);
  const seconds = Number(values.drip);
  const timers = [setInterval(() => void fake.deliveries.retryDue(), RETRY_EVERY)];
  if (seconds > 0) timers.push(setInterval(() => dripSales(fake.state, random), seconds * 1000));
  return {
    url: fake.url,
    async close() {
      timers.forEach(clearInterval);
      await fake.close();
    },
  };
}
