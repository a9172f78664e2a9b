import { equal } from "node:assert/strict";
import { clientIpBehind } from "./client_ip.ts";

type Case = [peer: string, forwarded: string | null, client: string];

function check(trusted: string[], cases: Case[]): void {
  const clientIp = clientIpBehind(trusted);
  for (const [peer, forwarded, client] of cases) {
    equal(clientIp(peer, forwarded), client, `${peer} with ${forwarded}`);
  }
}

Deno.test("without trusted proxies a forwarding header changes nothing", () =>
  check([], [
    ["203.0.113.9", null, "203.0.113.9"],
    ["203.0.113.9", "1.2.3.4", "203.0.113.9"],
    ["127.0.0.1", "1.2.3.4", "127.0.0.1"],
    ["::1", "1.2.3.4", "::1"],
    ["2001:db8::1", "1.2.3.4, 5.6.7.8", "2001:db8::1"],
  ]));

Deno.test("a peer that is no trusted proxy cannot forward", () =>
  check(["10.0.0.0/8"], [
    ["203.0.113.9", "1.2.3.4", "203.0.113.9"],
    ["203.0.113.9", "1.2.3.4, 10.0.0.1", "203.0.113.9"],
    ["11.0.0.1", "1.2.3.4", "11.0.0.1"],
  ]));

Deno.test("behind trusted proxies the client is the last address that is none of them", () =>
  check(["10.0.0.0/8", "192.0.2.7"], [
    ["10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9, 192.0.2.7, 10.1.2.3", "203.0.113.9"],
    ["192.0.2.7", "203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", null, "10.0.0.1"],
    ["10.0.0.1", "", "10.0.0.1"],
    ["10.0.0.1", "10.0.0.2, 10.0.0.3", "10.0.0.2"],
  ]));

Deno.test("what a client wrote into the header itself is not believed", () =>
  check(["10.0.0.0/8"], [
    ["10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", "10.0.0.99, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
    ["10.0.0.1", "1.1.1.1, unknown", "10.0.0.1"],
    ["10.0.0.1", "1.1.1.1, ", "10.0.0.1"],
    ["10.0.0.1", "1.1.1.1; 203.0.113.9", "10.0.0.1"],
    ["10.0.0.1", "203.0.113.9<script>", "10.0.0.1"],
  ]));

Deno.test("IPv6 and IPv4 written as IPv6 are understood, with ports or without", () =>
  check(["fd00::/8", "10.0.0.0/8"], [
    ["fd00::1", "2001:db8::9", "2001:db8::9"],
    ["fd00::1", "[2001:db8::9]:4711", "2001:db8::9"],
    ["fd00::1", "[2001:db8::9]", "2001:db8::9"],
    ["::ffff:10.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
    ["::ffff:203.0.113.9", "1.2.3.4", "203.0.113.9"],
    ["10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["fe80::1", "1.2.3.4", "fe80::1"],
  ]));

Deno.test("a peer without an address is itself", () =>
  check(["10.0.0.0/8"], [["localhost", "1.2.3.4", "localhost"]]));
