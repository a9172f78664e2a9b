import { equal, rejects } from "node:assert/strict";
import { VendorError } from "../errors.ts";
import { readText } from "./read_text.ts";

function inParts(
  ...parts: Uint8Array<ArrayBuffer>[]
): { response: Response; cancelled(): boolean } {
  let cancelled = false;
  const body = new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
    cancel: () => void (cancelled = true),
  });
  return { response: new Response(body), cancelled: () => cancelled };
}

const tooLarge = (error: unknown) =>
  error instanceof VendorError && error.code === "reply_too_large" &&
  error.errorClass === "permanent";

Deno.test("text is read whole, letters across parts as well", async () => {
  const bytes = new TextEncoder().encode("Привет, мир");
  for (const at of [1, 2, 3, 7]) {
    equal(
      await readText(inParts(bytes.slice(0, at), bytes.slice(at)).response, "v"),
      "Привет, мир",
    );
  }
  equal(await readText(new Response(null), "v"), "");
});

Deno.test("bytes that are no UTF-8 are marked, not fatal", async () => {
  equal(await readText(inParts(new Uint8Array([0x22, 0xff, 0x22])).response, "v"), '"\ufffd"');
});

Deno.test("more than the limit is refused, and the rest is not read", async () => {
  const part = new Uint8Array(1000).fill(0x20);
  equal((await readText(inParts(part, part).response, "v", 2000)).length, 2000);
  const long = inParts(part, part, new Uint8Array([0x20]), part);
  await rejects(readText(long.response, "v", 2000), tooLarge);
  equal(long.cancelled(), true);
});

Deno.test("a length that is announced is believed", async () => {
  const response = new Response("{}", { headers: { "content-length": "2001" } });
  await rejects(readText(response, "v", 2000), tooLarge);
});
