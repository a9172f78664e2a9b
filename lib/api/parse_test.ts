import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { z } from "zod";
import { ApiError } from "../platform/mod.ts";
import { parseBody, parseForm, parseNoBody, parseQuery, parseUuid } from "./parse.ts";
import { MAX_BODY } from "./read_body.ts";

const shape = z.strictObject({
  name: z.string().trim().min(1),
  tags: z.array(z.string()).optional(),
});
const json = "application/json";
const form = "application/x-www-form-urlencoded";

function post(body: BodyInit | null, type?: string): Request {
  const headers = new Headers(type === undefined ? {} : { "content-type": type });
  return new Request("http://local/", { method: "POST", body, headers });
}

/** What an error tells the client. */
function isError(status: number, code: string, details?: unknown) {
  return (error: unknown) => {
    equal(error instanceof ApiError, true, String(error));
    const { status: got, code: named, options } = error as ApiError;
    deepEqual([got, named], [status, code]);
    if (details !== undefined) deepEqual(options.details, details);
    return true;
  };
}

Deno.test("a body of JSON is checked and cleaned", async () => {
  deepEqual(await parseBody(post('{"name":" Acme "}', json), shape), { name: "Acme" });
  deepEqual(await parseBody(post('{"name":"Ё"}', "Application/JSON; charset=utf-8"), shape), {
    name: "Ё",
  });
});

Deno.test("each wrong field is named, with a code", async () => {
  await rejects(
    parseBody(post('{"name":"","tags":["a",1],"more":1}', json), shape),
    (error: unknown) => {
      isError(400, "validation_error")(error);
      const found = (error as ApiError).options.details!.map(({ path, code }) => [path, code]);
      deepEqual(found, [["name", "too_small"], ["tags.1", "invalid_type"], [
        "",
        "unrecognized_keys",
      ]]);
      return true;
    },
  );
});

Deno.test("what is no JSON is refused as such", async () => {
  for (const text of ["", "{", "{'name':1}", "name=a", "\u00ff", '{"name":"a"} x']) {
    await rejects(parseBody(post(text, json), shape), isError(400, "invalid_json"), text);
  }
  const notUtf8 = new Uint8Array([0x22, 0xff, 0x22]);
  await rejects(parseBody(post(notUtf8, json), shape), isError(400, "invalid_json"));
  await rejects(parseBody(post("[".repeat(MAX_BODY), json), shape), isError(400, "invalid_json"));
});

Deno.test("another media type is refused", async () => {
  for (
    const type of [
      undefined,
      form,
      "text/plain",
      "application/json-patch+json",
      "multipart/form-data",
    ]
  ) {
    await rejects(
      parseBody(post('{"name":"a"}', type), shape),
      isError(415, "unsupported_media_type"),
      type,
    );
  }
  await rejects(parseForm(post("name=a", json), shape), isError(415, "unsupported_media_type"));
  const file = new FormData();
  file.set("name", new Blob(["a"]), "a.txt");
  await rejects(parseForm(post(file), shape), isError(415, "unsupported_media_type"));
});

Deno.test("a body may have 64 KiB and no byte more, whatever its length claims", async () => {
  const bodyOf = (length: number) => `{"name":"${"a".repeat(length - 11)}"}`;
  equal((await parseBody(post(bodyOf(MAX_BODY), json), shape)).name.length, MAX_BODY - 11);
  await rejects(parseBody(post(bodyOf(MAX_BODY + 1), json), shape), isError(413, "body_too_large"));
  const claimed = new Request("http://local/", {
    method: "POST",
    body: "{}",
    headers: { "content-type": json, "content-length": String(MAX_BODY + 1) },
  });
  await rejects(parseBody(claimed, shape), isError(413, "body_too_large"));
});

Deno.test("an endless body is read no further than the limit", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent++;
      controller.enqueue(new Uint8Array(16 * 1024));
    },
  });
  const request = new Request("http://local/", {
    method: "POST",
    body: endless,
    headers: { "content-type": json },
    duplex: "half",
  } as RequestInit);
  await rejects(parseBody(request, shape), isError(413, "body_too_large"));
  equal(sent <= 7, true, `${sent} parts were read`);
});

Deno.test("text that the database cannot hold is the client's mistake, wherever it is", async () => {
  const broken = { message: "Holds a character that is not text", code: "invalid_text" };
  const any = z.record(z.string(), z.unknown());
  for (
    const [text, path] of [
      ['{"name":"a\\u0000b"}', "name"],
      ['{"name":"\\ud800"}', "name"],
      ['{"list":[{"deep":"\\udc00"}]}', "list.0.deep"],
      ['{"\\u0000":1}', "\0"],
    ] as const
  ) {
    await rejects(
      parseBody(post(text, json), any),
      isError(400, "validation_error", [{ path, ...broken }]),
    );
  }
  await rejects(
    parseForm(post("name=a%00", form), shape),
    isError(400, "validation_error", [{ path: "name", ...broken }]),
  );
  throws(
    () => parseQuery(new URL("http://local/?name=%00"), shape),
    isError(400, "validation_error", [{ path: "name", ...broken }]),
  );
  deepEqual(await parseBody(post('{"name":"\\ud83d\\ude00 \\u0001"}', json), shape), {
    name: "😀 \u0001",
  });
});

Deno.test("a structure nested without end is refused", async () => {
  const nested = `{"a":`.repeat(5000) + "1" + "}".repeat(5000);
  await rejects(
    parseBody(post(nested, json), z.record(z.string(), z.unknown())),
    isError(400, "validation_error"),
  );
});

Deno.test("a form's fields are checked; of a repeated one the last counts", async () => {
  deepEqual(await parseForm(post("name=a&name=+b+", form), shape), { name: "b" });
  await rejects(parseForm(post("name=", form), shape), isError(400, "validation_error"));
});

Deno.test("a query's parameters are checked; empty ones count as not given", () => {
  const query = z.object({ limit: z.coerce.number().default(5), q: z.string().optional() });
  const parse = (search: string) => parseQuery(new URL(`http://local/${search}`), query);
  deepEqual(parse("?limit=7&q=a&more=1"), { limit: 7, q: "a" });
  deepEqual(parse("?limit=&q="), { limit: 5 });
  deepEqual(parse(""), { limit: 5 });
  throws(() => parse("?limit=x"), isError(400, "validation_error"));
});

Deno.test("a request without need of a body takes none, or an empty object", async () => {
  await parseNoBody(post(null));
  await parseNoBody(post("{}", json));
  for (const body of ['{"a":1}', "[]", "null", "1"]) {
    await rejects(parseNoBody(post(body, json)), isError(400, "validation_error"), body);
  }
  await rejects(parseNoBody(post("{", json)), isError(400, "invalid_json"));
  await rejects(parseNoBody(post("{}")), isError(415, "unsupported_media_type"));
  await rejects(
    parseNoBody(post(" ".repeat(MAX_BODY + 1), json)),
    isError(413, "body_too_large"),
  );
});

Deno.test("any 128 bits are an id, and nothing else is", () => {
  const id = "00112233-4455-6677-0899-AABBCCDDEEFF";
  equal(parseUuid("id", id), id);
  for (const text of [undefined, "", "1", `${id}0`, id.slice(1), id.replace("0", "g"), `{${id}}`]) {
    throws(
      () => parseUuid("id", text),
      isError(400, "validation_error", [{
        path: "id",
        message: "Not a UUID",
        code: "invalid_format",
      }]),
      text,
    );
  }
});
