/**
 * Runs the stand-in of one vendor (`--vendor`, default chatwoot) as a process of its own; the other
 * options are that vendor's. Prints one line of JSON, `{"url":…}`, when it answers, and ends on
 * SIGTERM or SIGINT.
 */
import { parseArgs } from "node:util";
import { launchAttio } from "./attio/launch.ts";
import { launchChatwoot } from "./chatwoot/launch.ts";
import { launchLinear } from "./linear/launch.ts";
import type { Served } from "./loopback.ts";

const launchers: Record<string, (args: string[]) => Served> = {
  attio: launchAttio,
  chatwoot: launchChatwoot,
  linear: launchLinear,
};

const { values, tokens } = parseArgs({
  options: { vendor: { type: "string", default: "chatwoot" } },
  strict: false,
  tokens: true,
});
const launch = launchers[String(values.vendor)];
if (launch === undefined) {
  console.error(`--vendor must be one of: ${Object.keys(launchers).join(", ")}`);
  Deno.exit(2);
}
const own = new Set(
  tokens.flatMap((token) =>
    token.kind !== "option" || token.name !== "vendor"
      ? []
      : token.inlineValue
      ? [token.index]
      : [token.index, token.index + 1]
  ),
);
const served = launch(Deno.args.filter((_, index) => !own.has(index)));

const stop = async () => {
  await served.close();
  Deno.exit(0);
};
Deno.addSignalListener("SIGTERM", stop);
Deno.addSignalListener("SIGINT", stop);
console.log(JSON.stringify({ url: served.url }));
