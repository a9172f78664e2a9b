/** Runs `waiting.ts` as the launcher runs its processes. */
import { runChild } from "../child_process.ts";

const entry = decodeURIComponent(new URL("./waiting.ts", import.meta.url).pathname);
const env = { HOME: Deno.env.get("HOME") ?? "/" };
Deno.exit(await runChild({ flags: ["-A", "--no-lock"], entry, args: Deno.args, cwd: "/", env }));
