import { parseArgs } from "node:util";
import type { Served } from "../loopback.ts";
import { seededRandom } from "../random.ts";
import { fillFromFeed, readFeed } from "./feed.ts";
import { drip, fillWithHistory } from "./history.ts";
import { startChatwootFake } from "./server.ts";

/** Starts the stand-in of Chatwoot as the command line asks, with the demo history by default. */
export function launchChatwoot(args: string[]): Served {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      account: { type: "string", default: "1" },
      token: { type: "string", default: "sim-token" },
      seed: { type: "string", default: "1" },
      feed: { type: "string" },
      empty: { type: "boolean", default: false },
      control: { type: "boolean", default: false },
      drip: { type: "string", default: "0" },
      "rate-limit": { type: "string", default: "3000" },
    },
  });

  const fake = startChatwootFake({
    port: Number(values.port),
    accountId: Number(values.account),
    rateLimit: Number(values["rate-limit"]),
    control: values.control,
  });
  const filling = { seed: Number(values.seed), token: values.token };
  if (values.feed !== undefined) fillFromFeed(fake.state, readFeed(values.feed), filling);
  else if (!values.empty) fillWithHistory(fake.state, filling);
  else {
    fake.state.createAgent({
      name: "Admin",
      email: "admin@agency.example",
      role: "administrator",
      token: values.token,
      inboxIds: [],
    });
  }

  const random = seededRandom(filling.seed + 1);
  const seconds = Number(values.drip);
  const timer = seconds > 0
    ? setInterval(() => drip(fake.state, random), seconds * 1000)
    : undefined;
  return {
    url: fake.url,
    async close() {
      clearInterval(timer);
      await fake.close();
    },
  };
}
