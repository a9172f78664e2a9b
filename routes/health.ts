import { define } from "@/define.ts";

/** Whether this process runs. */
export const handler = define.handlers({ GET: () => Response.json({ ok: true }) });
