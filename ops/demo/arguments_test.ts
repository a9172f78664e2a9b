import { deepEqual, throws } from "node:assert/strict";
import { parseDemoArguments, UsageError } from "./arguments.ts";

const here = new URL(import.meta.url).pathname;

Deno.test("without arguments the demo shows the built-in history on port 8000", () => {
  deepEqual(parseDemoArguments([]), { feed: null, port: 8000, seed: 1, drip: 20 });
});

Deno.test("all options are read", () => {
  deepEqual(
    parseDemoArguments(["--feed", here, "--port=9000", "--seed", "7", "--drip", "0"]),
    { feed: here, port: 9000, seed: 7, drip: 0 },
  );
});

const refused: [string, string[], RegExp][] = [
  ["a feed that does not exist", ["--feed", "/does/not/exist.jsonl"], /cannot be read/],
  ["a feed that is a folder", ["--feed", "/"], /not a file/],
  ["a port that is no number", ["--port", "http"], /--port takes a whole number/],
  ["a port out of range", ["--port", "70000"], /from 1 to 65535, not "70000"/],
  ["port 0", ["--port", "0"], /--port/],
  ["an unknown option", ["--feeds", "x"], /feeds/],
  ["a stray word", ["hello"], /hello/],
];

for (const [name, args, message] of refused) {
  Deno.test(`${name} is refused with a usage error`, () => {
    throws(() => parseDemoArguments(args), (error: Error) => {
      return error instanceof UsageError && message.test(error.message);
    });
  });
}
