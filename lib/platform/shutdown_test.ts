import { deepEqual, equal, match } from "node:assert/strict";
import type { Clock } from "./clock.ts";
import { createLogger } from "./log/logger.ts";
import { installShutdown, type ShutdownStep } from "./shutdown.ts";

/** A process that can be signalled and whose deadline passes when told. */
function bench(steps: ShutdownStep[]) {
  let now = 0;
  const lines: string[] = [];
  const handlers = new Map<string, () => void>();
  const exited = Promise.withResolvers<number>();
  const codes: number[] = [];
  const late = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) => {
      equal(ms, 10_000);
      return new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
        late.promise.then(resolve);
      });
    },
  };
  const { shutdown } = installShutdown({
    log: createLogger({ level: "info", write: (line) => lines.push(line) }),
    clock,
    steps,
    deadlineMs: 10_000,
    listen: (signal, handler) => handlers.set(signal, handler),
    unlisten: (signal) => handlers.delete(signal),
    exit: (code) => {
      codes.push(code);
      exited.resolve(code);
    },
  });
  const send = (signal: string) => handlers.get(signal)?.();
  return {
    lines,
    handlers,
    exited: exited.promise,
    codes,
    send,
    shutdown,
    late: late.resolve,
    pass: (ms: number) => void (now += ms),
  };
}

for (const signal of ["SIGTERM", "SIGINT"]) {
  Deno.test(`${signal} runs the steps in order, waits for each, and exits 0`, async () => {
    const done: string[] = [];
    const step = (name: string): ShutdownStep => ({
      name,
      run: async () => {
        done.push(`${name} begins`);
        await Promise.resolve();
        done.push(`${name} ends`);
      },
    });
    const { send, exited, handlers } = bench([step("server"), step("database")]);
    send(signal);
    equal(await exited, 0);
    deepEqual(done, ["server begins", "server ends", "database begins", "database ends"]);
    equal(handlers.size, 0);
  });
}

Deno.test("a failing step does not keep the others from running; the code says so", async () => {
  const done: string[] = [];
  const { send, exited, lines } = bench([
    { name: "broken", run: () => Promise.reject(new Error("no")) },
    {
      name: "thrown",
      run: () => {
        throw new Error("no");
      },
    },
    { name: "last", run: () => void done.push("last") },
  ]);
  send("SIGTERM");
  equal(await exited, 1);
  deepEqual(done, ["last"]);
  match(lines.join(""), /"step":"broken".*\n.*"step":"thrown"/);
});

Deno.test("the deadline ends a step that hangs, and names it", async () => {
  const { send, exited, lines, late } = bench([{
    name: "hangs",
    run: () => new Promise(() => {}),
  }]);
  send("SIGTERM");
  late();
  equal(await exited, 1);
  match(lines.join(""), /"step":"hangs"/);
});

Deno.test("a second signal ends at once, unless it comes together with the first", async () => {
  const { send, exited, codes, pass } = bench([{
    name: "hangs",
    run: () => new Promise(() => {}),
  }]);
  send("SIGINT");
  pass(999);
  send("SIGTERM");
  deepEqual(codes, []);
  pass(1);
  send("SIGINT");
  equal(await exited, 130);
  deepEqual(codes, [130]);
});

Deno.test("an end without a signal is the same, and happens once", async () => {
  let runs = 0;
  const { shutdown, exited, codes } = bench([{ name: "step", run: () => void runs++ }]);
  await Promise.all([shutdown("stalled"), shutdown("again")]);
  equal(await exited, 0);
  deepEqual([runs, codes], [1, [0]]);
});
