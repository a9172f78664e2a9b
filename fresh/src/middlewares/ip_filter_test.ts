import assert from "node:assert/strict";
import { App } from "../app.ts";
import { ipFilter, type IpFilterOptions, type IpFilterRules } from "./ip_filter.ts";

async function ask(hostname: string, rules: IpFilterRules, options?: IpFilterOptions) {
  const app = new App().use(ipFilter(rules, options)).get("/", () => new Response("hello"));
  const remoteAddr = { transport: "tcp", hostname, port: 1 } as const;
  const response = await app.handler()(new Request("http://localhost/"), {
    remoteAddr,
    completed: Promise.resolve(),
  });
  return `${response.status} ${await response.text()}`;
}

const ALLOWED = "200 hello";
const BLOCKED = "403 Forbidden";

const CASES: [rules: IpFilterRules, addr: string, answer: string][] = [
  [{}, "203.0.113.7", ALLOWED],
  [{ denyList: ["192.168.1.10", "10.0.0.0/8"] }, "192.168.1.10", BLOCKED],
  [{ denyList: ["192.168.1.10", "10.0.0.0/8"] }, "10.255.0.1", BLOCKED],
  [{ denyList: ["192.168.1.10", "10.0.0.0/8"] }, "192.168.1.11", ALLOWED],
  [{ denyList: ["10.0.0.0/8"] }, "::ffff:10.0.0.1", BLOCKED],
  [{ denyList: ["2001:db8::1"] }, "2001:db8:0::1", BLOCKED],
  [{ allowList: ["203.0.113.0/24", "2001:db8::/32"] }, "203.0.113.200", ALLOWED],
  [{ allowList: ["203.0.113.0/24", "2001:db8::/32"] }, "2001:db8:ffff::1", ALLOWED],
  [{ allowList: ["203.0.113.0/24", "2001:db8::/32"] }, "203.0.114.1", BLOCKED],
  [{ allowList: ["203.0.113.0/24"] }, "localhost", BLOCKED],
  [{ allowList: [] }, "203.0.113.1", BLOCKED],
  [{ denyList: ["192.168.1.10"], allowList: ["192.168.1.0/24"] }, "192.168.1.10", BLOCKED],
  [{ denyList: ["192.168.1.10"], allowList: ["192.168.1.0/24"] }, "192.168.1.11", ALLOWED],
];

for (const [rules, addr, answer] of CASES) {
  Deno.test(`ipFilter - ${addr} with ${JSON.stringify(rules)}`, async () => {
    assert.equal(await ask(addr, rules), answer);
  });
}

Deno.test("ipFilter - onBlocked answers in place of 403", async () => {
  const seen: unknown[] = [];
  const answer = await ask("10.0.0.1", { denyList: ["10.0.0.0/8"] }, {
    onBlocked(remote, ctx) {
      seen.push(remote, ctx.url.pathname);
      return new Response("Access denied", { status: 401 });
    },
  });
  assert.equal(answer, "401 Access denied");
  assert.deepEqual(seen, [{ addr: "10.0.0.1", type: "IPv4" }, "/"]);
});

Deno.test("ipFilter - refuses rules that can't be read", () => {
  for (const rule of ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/8/8", "host"]) {
    assert.throws(() => ipFilter({ denyList: [rule] }), /neither an IP address nor a subnet/);
  }
});
