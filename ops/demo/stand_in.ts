import { linesOf } from "../services/summary.ts";
import { stopChild } from "../services/provision.ts";

/** How to fill and run the stand-in of a vendor. */
export interface StandInOptions {
  /** Chatwoot unless given. */
  vendor?: "chatwoot" | "linear" | "attio";
  /** JSONL file of texts for Chatwoot; null: the built-in history. */
  feed: string | null;
  token: string;
  seed: number;
  /** Seconds between the messages that go on arriving; 0 for none. */
  drip: number;
  /** Whether it answers `/_sim/*`. */
  control: boolean;
}

/** A stand-in running as a process of its own. */
export interface StandIn {
  url: string;
  stop(): Promise<void>;
}

/** Starts the stand-in of a vendor on a free loopback port, without a rate limit. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { vendor = "chatwoot" } = options;
  const launcher = new URL("../../sim/launch.ts", import.meta.url).pathname;
  const args = ["run", "--allow-net=127.0.0.1", "--allow-read", "--no-prompt", launcher];
  args.push(
    "--vendor",
    vendor,
    "--token",
    options.token,
    "--seed",
    String(options.seed),
    "--drip",
    String(options.drip),
    "--rate-limit",
    "0",
  );
  if (options.control) args.push("--control");
  if (options.feed !== null) args.push("--feed", options.feed);
  const child = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = linesOf(child.stdout, () => Promise.resolve());
  const { value, done } = await lines.next();
  if (done) {
    throw new Error(`the stand-in of ${vendor} did not start (code ${(await child.status).code})`);
  }
  const { url } = JSON.parse(value) as { url: string };
  return {
    url,
    async stop() {
      await stopChild(child);
      await lines.return(undefined);
    },
  };
}
