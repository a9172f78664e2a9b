import { z } from "zod";
import type { SyncWarning } from "../connector.ts";
import type { AttioRun, AttioSource } from "./source.ts";
import { webhookFails } from "./warnings.ts";

const webhook = z.object({ data: z.looseObject({ status: z.string() }) });

/** Asks how the connection's webhook stands: after days of failing deliveries Attio gives it up. */
export async function webhookWarnings(
  { sql, connectionId, signal }: AttioRun,
  { calls }: AttioSource,
): Promise<SyncWarning[]> {
  const rows = await sql<{ vendor_id: string }[]>`
    select vendor_id from webhook_endpoints
    where connection_id = ${connectionId} and vendor_id is not null`;
  const warnings: SyncWarning[] = [];
  for (const { vendor_id } of rows) {
    const found = await calls.find(`/webhooks/${encodeURIComponent(vendor_id)}`, webhook, signal);
    const status = found === null ? "deleted" : found.body.data.status;
    if (status !== "active") warnings.push(webhookFails(status));
  }
  return warnings;
}
