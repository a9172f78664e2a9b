import { equal, throws } from "node:assert/strict";
import { ApiError } from "../platform/mod.ts";
import { allowedOrigin, isPrivateHost } from "./allowed_hosts.ts";

const allowed = ["app.chatwoot.com", "chat.internal:8443", "127.0.0.1:3000", "[::1]:3000"];

for (
  const [address, origin] of [
    ["https://app.chatwoot.com", "https://app.chatwoot.com"],
    ["app.chatwoot.com", "https://app.chatwoot.com"],
    [" https://App.Chatwoot.com/app/accounts/1 ", "https://app.chatwoot.com"],
    ["https://chat.internal:8443/", "https://chat.internal:8443"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ] as const
) {
  Deno.test(`${address} is allowed`, () => equal(allowedOrigin(address, allowed), origin));
}

for (
  const [address, code] of [
    ["", "invalid_address"],
    ["ftp://app.chatwoot.com", "invalid_address"],
    ["https://user:pw@app.chatwoot.com", "invalid_address"],
    ["javascript://alert", "invalid_address"],
    ["https://evil.example", "host_not_allowed"],
    ["https://app.chatwoot.com.evil.example", "host_not_allowed"],
    ["https://app.chatwoot.com:8443", "host_not_allowed"],
    ["https://chat.internal", "private_address"],
    ["http://127.0.0.1:3001", "private_address"],
    ["http://2130706433:3001", "private_address"],
    ["http://169.254.169.254", "private_address"],
    ["http://[::ffff:10.0.0.1]", "private_address"],
    ["http://localhost", "private_address"],
  ] as const
) {
  Deno.test(`${address || "nothing"} is refused as ${code}`, () => {
    throws(
      () => allowedOrigin(address, allowed),
      (error: unknown) => error instanceof ApiError && error.status === 400 && error.code === code,
    );
  });
}

Deno.test("private hosts are told from public ones", () => {
  for (
    const host of ["10.1.2.3", "172.31.0.1", "192.168.0.1", "100.64.0.1", "0.0.0.0", "fd00::1"]
  ) {
    equal(isPrivateHost(host), true, host);
  }
  for (const host of ["172.32.0.1", "8.8.8.8", "100.128.0.1", "2606:4700::1", "example.com"]) {
    equal(isPrivateHost(host), false, host);
  }
});
