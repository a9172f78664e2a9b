import { define } from "@/define.ts";

/** Whether this process runs. Looks at nothing else: a database that is away is no reason to restart. */
export const handler = define.handlers({ GET: () => Response.json({ ok: true }) });
