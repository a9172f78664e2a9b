/** `deno run -A dev.ts build` makes a production build; without `build` it serves with reload on change. */
import { Builder } from "fresh/dev";
import { buildOptions } from "@/fresh.config.ts";

const builder = new Builder(buildOptions);

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  await builder.listen(() => import("./main.ts"));
}
