/** A network and vendors that fail in every way: each sync says so, goes on once they recover, and is complete. */
import { selfSigned } from "../support/self_signed.ts";
import { servedStore } from "../support/both_stores.ts";
import {
  attioAccount,
  chatwootAccount,
  linearAccount,
  type MakeAccount,
} from "../sync/vendor_accounts.ts";
import { BAD_INPUT_STEPS, distrusts } from "./bad_input_steps.ts";
import { faultyWorld } from "./faulty_world.ts";
import { FAULT_STEPS, type VendorFaults } from "./steps.ts";

const json = (body: unknown) => ({ body: JSON.stringify(body) });

const chatwoot: VendorFaults = {
  word: ["Never wrote", "chatwoot_contacts", "name"],
  midway: 45,
  limited: (now) => ({
    rule: { kind: "status", status: 429, body: "Retry later\n", contentType: "text/plain" },
    // nothing says when: limits are counted by whole minutes
    waitMs: 60_000 - now % 60_000,
  }),
  statedError: {
    rule: { kind: "status", status: 200, ...json({ error: "Boom" }) },
    code: "unexpected_shape",
  },
};

const linear: VendorFaults = {
  word: ["Crash", "linear_issues", "title"],
  midway: 15,
  limited: (now) => ({
    rule: {
      ...{ kind: "status", status: 400 },
      ...json({
        errors: [{ message: "Rate limit exceeded", extensions: { code: "RATELIMITED" } }],
      }),
      headers: {
        "x-ratelimit-requests-limit": "2500",
        "x-ratelimit-requests-remaining": "0",
        "x-ratelimit-requests-reset": String(now + 20_000),
      },
    },
    waitMs: 20_000,
  }),
  statedError: {
    rule: {
      ...{ kind: "status", status: 200 },
      ...json({
        data: null,
        errors: [{ message: "Boom", extensions: { code: "INTERNAL_SERVER_ERROR" } }],
      }),
    },
    code: "server_error",
  },
};

const attio: VendorFaults = {
  word: ["Send the offer", "attio_deals", "next_step"],
  midway: 10,
  limited: (now) => ({
    rule: {
      ...{ kind: "status", status: 429 },
      ...json({ status_code: 429, type: "rate_limit_error", code: "rate_limit_exceeded" }),
      headers: { "retry-after": new Date(now + 20_000).toUTCString() },
    },
    waitMs: 20_000,
  }),
  statedError: {
    rule: { kind: "status", status: 200, ...json({ status_code: 500, message: "Boom" }) },
    code: "unexpected_shape",
  },
};

const vendors: [string, MakeAccount, VendorFaults][] = [
  ["Chatwoot", chatwootAccount, chatwoot],
  ["Linear", linearAccount, linear],
  ["Attio", attioAccount, attio],
];

for (const [name, make, vendor] of vendors) {
  Deno.test({
    name: `trouble on the way to ${name}, and at ${name}`,
    ignore: !servedStore.available,
  }, async (t) => {
    const store = await servedStore.open();
    try {
      for (const step of [...FAULT_STEPS, ...BAD_INPUT_STEPS]) {
        await t.step(step.name, async () => {
          const world = await faultyWorld(store.sql, make);
          try {
            await step.run(world, vendor);
          } finally {
            await world.close();
          }
        });
      }
      await t.step("a host with a certificate of its own making gets no token", async () => {
        const certificate = await selfSigned();
        let received = 0;
        const host = Deno.serve(
          { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...certificate },
          () => Response.json({ received: ++received }),
        );
        const world = await faultyWorld(store.sql, make, `https://127.0.0.1:${host.addr.port}`);
        try {
          await distrusts(world, () => received);
        } finally {
          await world.close();
          await host.shutdown();
        }
      });
    } finally {
      await store.close();
    }
  });
}
