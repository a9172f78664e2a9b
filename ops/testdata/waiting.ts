/** Waits for a signal and ends with the code it was given; for the test of signals and exit codes. */
import { createLogger, installShutdown, systemClock } from "@/lib/platform/mod.ts";

const idle = setInterval(() => {}, 1000);
installShutdown({
  log: createLogger({ level: "silent" }),
  clock: systemClock,
  deadlineMs: 5000,
  steps: [{ name: "stop waiting", run: () => clearInterval(idle) }],
  exit: (code) => Deno.exit(code === 0 ? Number(Deno.args[0]) : 99),
});
console.log("ready");
