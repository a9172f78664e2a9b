import { parseArgs } from "node:util";
import type { Served } from "../loopback.ts";
import { seededRandom } from "../random.ts";
import { documentedAllowances } from "./budget.ts";
import { fillWithManyIssues } from "./history/bulk.ts";
import { dripLinear } from "./history/drip.ts";
import { fillWithLinearHistory } from "./history/history.ts";
import { startLinearFake } from "./server.ts";

/**
 * Starts the stand-in of Linear as the command line asks, with the demo history by default.
 * `--rate-limit` is in requests an hour, 0 for no limits at all; `--issues` makes that many instead
 * of the history; `--schema` is a file with Linear's whole schema.
 */
export function launchLinear(args: string[]): Served {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "0" },
      token: { type: "string", default: "sim-token" },
      seed: { type: "string", default: "1" },
      issues: { type: "string" },
      schema: { type: "string" },
      empty: { type: "boolean", default: false },
      control: { type: "boolean", default: false },
      drip: { type: "string", default: "0" },
      "rate-limit": { type: "string" },
    },
  });
  const limit = values["rate-limit"];
  const requests = { requests: Number(limit), complexity: Number.MAX_SAFE_INTEGER };
  const fake = startLinearFake({
    port: Number(values.port),
    seed: Number(values.seed),
    control: values.control,
    allowances: limit === undefined
      ? documentedAllowances
      : limit === "0"
      ? null
      : { key: requests, oauth: requests, none: requests },
    ...(values.schema === undefined ? {} : { schema: Deno.readTextFileSync(values.schema) }),
  });
  const filling = { seed: Number(values.seed), token: values.token };
  if (values.issues !== undefined) {
    fillWithManyIssues(fake.state, { ...filling, issues: Number(values.issues) });
  } else if (!values.empty) fillWithLinearHistory(fake.state, filling);
  else {
    const admin = fake.state.createUser({
      name: "Admin",
      email: "admin@agency.example",
      admin: true,
    });
    fake.state.createCredential({ token: values.token, userId: admin.id });
  }

  const random = seededRandom(filling.seed + 1);
  const seconds = Number(values.drip);
  const timer = seconds > 0
    ? setInterval(() => dripLinear(fake.state, random), seconds * 1000)
    : undefined;
  return {
    url: fake.url,
    async close() {
      clearInterval(timer);
      await fake.close();
    },
  };
}
