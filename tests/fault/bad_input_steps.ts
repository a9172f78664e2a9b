/** What a host may answer that is no good reply: refused or mended, the same for all vendors. */
import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { ApiError } from "@/lib/platform/mod.ts";
import type { FaultyWorld } from "./faulty_world.ts";
import type { FaultStep } from "./steps.ts";

/** More than a reply may have, bytes. */
const HUGE = 65 * 1024 * 1024;

/** Fails unless the sync stops at once, says why and what to do, and is complete after it was mended. */
async function stopsAndAsks(world: FaultyWorld, code: string, mend: () => void): Promise<void> {
  equal(await world.sync(), "failed");
  const [state] = await world.connectors.list(world.account.scopeId);
  deepEqual([state!.status, state!.status_detail?.code], ["needs_attention", code]);
  match(state!.status_detail!.fix!, /\w/);
  mend();
  equal(await world.sync(), "succeeded");
  await world.account.equalMirrors(world.sql);
}

/** Puts a byte that is no UTF-8 into a word of a reply. */
function spoil(word: string): NonNullable<FaultyWorld["alter"]> {
  const wanted = new TextEncoder().encode(word);
  return (body) => {
    const at = body.findIndex((_, place) =>
      wanted.every((byte, index) => body[place + index] === byte)
    );
    if (at >= 0) body[at + 1] = 0xff;
    return body;
  };
}

/** Steps that a world of a few rows goes through. */
export const BAD_INPUT_STEPS: readonly FaultStep[] = [
  {
    name: "a redirecting host is not followed: the token goes nowhere else",
    async run(world) {
      let asked = 0;
      const stranger = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen: () => {} },
        () => Response.json({ asked: ++asked }),
      );
      try {
        world.account.faults.add({
          ...{ kind: "status", status: 307, times: -1 },
          headers: { location: `http://127.0.0.1:${stranger.addr.port}/` },
        });
        await stopsAndAsks(world, "redirected", world.account.faults.clear);
        equal(asked, 0);
      } finally {
        await stranger.shutdown();
      }
    },
  },
  {
    name: "a body of more than 64 MiB is not read",
    async run(world) {
      world.account.faults.add({
        ...{ kind: "status", status: 200, body: `"${"x".repeat(HUGE)}"`, times: -1 },
      });
      await stopsAndAsks(world, "reply_too_large", world.account.faults.clear);
    },
  },
  {
    name: "bytes that are no UTF-8 spoil their letter only, until they are right again",
    async run(world, { word: [word, table, column] }) {
      world.alter = spoil(word);
      equal(await world.sync(), "succeeded");
      const spoiled = word[0] + "\ufffd" + word.slice(2);
      const rows = await world.sql`
        select 1 from ${world.sql(table)} where account_scope_id = ${world.account.scopeId}
          and ${world.sql(column)} like ${`%${spoiled}%`}`;
      equal(rows.length, 1);
      world.alter = null;
      equal(await world.sync("full"), "succeeded");
      await world.account.equalMirrors(world.sql);
    },
  },
  {
    name: "an address that is private or not configured is refused before anything is sent to it",
    async run(world) {
      const { connector } = world.account;
      for (
        const [baseUrl, code] of [
          ["http://10.0.0.1", "private_address"],
          ["http://169.254.169.254", "private_address"],
          ["http://127.0.0.1:1", "private_address"],
          ["https://elsewhere.example", "host_not_allowed"],
        ] as const
      ) {
        await rejects(
          world.connectors.connect.probe({ connector, baseUrl, token: "any", accountId: null }),
          (error: unknown) => error instanceof ApiError && error.code === code,
          baseUrl,
        );
      }
      equal(world.requests(), 0);
    },
  },
];

/** A host whose certificate nobody vouches for gets nothing, not even once more. */
export async function distrusts(world: FaultyWorld, received: () => number): Promise<void> {
  equal(await world.sync(), "failed");
  equal(await world.code(), "untrusted_certificate");
  const asked = world.requests();
  ok(asked > 0);
  equal(await world.rows(), 0);
  equal(received(), 0);
  deepEqual(world.circuit(), []);
}
