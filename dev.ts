/** `deno run -A dev.ts build` makes a production build; without `build` it serves with reload on change. */
import { Builder } from "fresh/dev";
import { buildOptions } from "@/fresh.config.ts";
import { loadConfig, readEnvironment } from "@/lib/platform/mod.ts";

const builder = new Builder(buildOptions);

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  const { host, port } = loadConfig(readEnvironment());
  await builder.listen(() => import("./main.ts"), { hostname: host, port });
}
