/**
 * The floor that replies of the API are compared with: an object of the same size put into JSON by
 * bare `Deno.serve`. `deno run -A bench/portfolio/floor.ts PORT FILE`.
 */
const [port = "0", file = ""] = Deno.args;
const body: unknown = JSON.parse(await Deno.readTextFile(file));

Deno.serve(
  { hostname: "127.0.0.1", port: Number(port), onListen() {} },
  () => Response.json(body),
);
