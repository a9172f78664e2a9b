import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { VendorError } from "../../platform/mod.ts";
import type { Ask } from "./client.ts";
import { linearLists, pageOf } from "./read_lists.ts";

const { signal } = new AbortController();

/** An `ask` that answers with `answer` and keeps the variables it was asked with. */
function asking(answer: (variables: Record<string, unknown>) => unknown) {
  const asked: Record<string, unknown>[] = [];
  const ask: Ask = (_document, variables, shape, _signal) => {
    asked.push(variables);
    try {
      return Promise.resolve({ data: shape.parse(answer(variables)), date: null });
    } catch (error) {
      return Promise.reject(error);
    }
  };
  return { lists: linearLists(ask), asked };
}

const connection = (ids: string[], endCursor: string | null) => ({
  nodes: ids.map((id) => ({ id })),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});

Deno.test("a page tells where the next one begins, null at the end", async () => {
  const { lists } = asking(({ after }) => ({
    issues: after === null ? connection(["a"], "x") : connection(["b"], null),
  }));
  deepEqual(await lists.page("issues", { after: null }, signal), {
    ...{ rows: [{ id: "a" }], next: "x" },
  });
  equal((await lists.page("issues", { after: "x" }, signal)).next, null);
});

for (
  const [name, endCursor, after] of [
    ["no place", null, "x"],
    ["the place of this one", "x", "x"],
  ] as const
) {
  Deno.test(`a next page with ${name} is not taken for the end`, () => {
    throws(
      () => pageOf({ nodes: [], pageInfo: { hasNextPage: true, endCursor } }, after),
      (error: unknown) => error instanceof VendorError && error.code === "broken_paging",
    );
  });
}

Deno.test("a page that is too much is halved until it is not, at the same place", async () => {
  const { lists, asked } = asking(({ first }) => {
    if (first as number > 40) throw new VendorError("permanent", "too_complex", "no");
    return { issues: connection([], null) };
  });
  await lists.page("issues", { after: "x" }, signal);
  deepEqual(asked.map(({ first, after }) => [first, after]), [
    ...[[250, "x"], [125, "x"], [62, "x"], [31, "x"]],
  ]);
  // what was learnt is kept, for this list alone
  await lists.page("issues", { after: null }, signal);
  equal(asked.at(-1)!.first, 31);
  await rejects(lists.page("comments", { after: null }, signal));
  equal(asked.at(-1)!.first, 31);
  equal(asked.find((one, index) => index > 4 && one.first === 250) !== undefined, true);
});

Deno.test("a single row that is too much is given up", async () => {
  const { lists, asked } = asking(() => {
    throw new VendorError("transient", "timeout", "slow");
  });
  await rejects(lists.page("issues", { after: null }, signal));
  equal(asked.at(-1)!.first, 1);
});

Deno.test("attachments of one issue are read to the end", async () => {
  const { lists } = asking(({ after }) => ({
    issue: { attachments: after === null ? connection(["a", "b"], "x") : connection(["c"], null) },
  }));
  deepEqual(await lists.attachmentIds("i1", signal), ["a", "b", "c"]);
});
