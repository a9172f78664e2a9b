/** `deno task start`: builds the application when it is not built, then launches the web process. */
import { ensureBuild } from "./build_output.ts";

await ensureBuild(decodeURIComponent(new URL("..", import.meta.url).pathname));
await import("./launch.ts");
