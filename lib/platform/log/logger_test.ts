import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { LogLevel } from "../config/config.ts";
import { createLogger } from "./logger.ts";
import { redact, REDACTED, redactText } from "./redaction.ts";

function recorded(level: LogLevel = "trace") {
  const lines: string[] = [];
  const log = createLogger({ level, write: (line) => lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? "null") as Record<string, unknown>;
  return { log, lines, last };
}

Deno.test("a line is one JSON object with level, time, message and fields", () => {
  const { log, lines, last } = recorded();
  log.info({ route: "/health", status: 200, durationMs: 1.5 }, "request");
  equal(lines.length, 1);
  ok(lines[0]?.endsWith("}\n"));
  const { time, ...rest } = last();
  match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  deepEqual(rest, {
    level: "info",
    route: "/health",
    status: 200,
    durationMs: 1.5,
    msg: "request",
  });
});

Deno.test("a message alone is a line", () => {
  const { log, last } = recorded();
  log.warn("plain");
  deepEqual([last().level, last().msg], ["warn", "plain"]);
});

Deno.test("lines below the level are not written", () => {
  const { log, lines } = recorded("warn");
  log.info("no");
  log.debug({}, "no");
  log.error("yes");
  equal(lines.length, 1);
  const silent = recorded("silent");
  silent.log.fatal("no");
  equal(silent.lines.length, 0);
});

Deno.test("a child adds its fields, redacted, to each line", () => {
  const { log, last } = recorded();
  const child = log.child({ requestId: "r1", token: "hunter2" });
  child.child({ job: "sync" }).info("step");
  const { time: _, ...rest } = last();
  deepEqual(rest, { level: "info", requestId: "r1", token: REDACTED, job: "sync", msg: "step" });
});

Deno.test("secrets and personal data are taken out at any depth, by name or by form", () => {
  const { log, lines } = recorded();
  log.info({
    headers: { Authorization: "Bearer hunter2hunter2", "api_access_token": "hunter2" },
    list: [{ password: "hunter2" }, { Set_Cookie: "hunter2" }],
    url: "postgres://me:hunter2@db:5432/ct",
    note: "call +49 30 1234567 or ada@example.com",
    hash: "$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234",
    content: "what the client wrote",
  }, "from Ёжик@пример.рф with ct_0123456789abcdef0123");
  const line = lines.join("");
  for (const leak of ["hunter2", "1234567", "ada@", "$2b$", "client wrote", "Ёжик", "ct_0123"]) {
    ok(!line.includes(leak), `${leak} in ${line}`);
  }
  ok(line.includes("postgres://[redacted]@db:5432/ct"), line);
});

Deno.test("an error keeps its type, code, stack and cause, without what they leak", () => {
  const { log, last } = recorded();
  const cause = Object.assign(new Error("to ada@example.com"), { code: "ECONNREFUSED" });
  log.error({ err: new TypeError("redis://x:hunter2@h failed", { cause }) }, "failed");
  const err = last().err as Record<string, unknown>;
  equal(err.type, "TypeError");
  equal(err.message, "redis://[redacted]@h failed");
  ok(String(err.stack).includes("logger_test.ts"));
  ok(!String(err.stack).includes("hunter2"));
  deepEqual({ ...(err.cause as object), stack: "" }, {
    type: "Error",
    message: "to [email]",
    code: "ECONNREFUSED",
    stack: "",
  });
});

Deno.test("what is no secret stays as it is", () => {
  const value = { tokens: 3, at: new Date(0), ok: true, none: null, id: "b3d1-22", password: null };
  deepEqual(redact(value), value);
  equal(redactText("12 of 30 at 10:15, id 1794000000"), "12 of 30 at 10:15, id 1794000000");
});

Deno.test("a cyclic structure ends", () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  ok(JSON.stringify(redact(loop)).includes("[deep]"));
});

Deno.test("the values given are not changed", () => {
  const value = { password: "x", nested: { email: "a@b.co" } };
  redact(value);
  deepEqual(value, { password: "x", nested: { email: "a@b.co" } });
});
