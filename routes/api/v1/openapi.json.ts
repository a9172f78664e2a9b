import { define } from "@/define.ts";
import { openApiDocument } from "@/lib/api/mod.ts";
import { about, operations } from "./(_contract)/mod.ts";

const text = JSON.stringify(openApiDocument(operations, about));

/** The API's description, OpenAPI 3.1, from the schemas that check its requests. */
export const handler = define.handlers({
  GET: () =>
    new Response(text, {
      headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
    }),
});
