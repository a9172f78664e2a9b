import { Buffer } from "node:buffer";
import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import type { RegisteredWebhook } from "../connector.ts";
import type { Ask } from "./client.ts";
import { createWebhookMutation } from "./queries.ts";
import { readTeamsSeen } from "./workspace.ts";

/** What is read, by the names that webhooks use. */
const RESOURCES = [
  "Issue",
  "Comment",
  "Attachment",
  "Project",
  "ProjectUpdate",
  "Cycle",
  "IssueLabel",
  "User",
];

const reply = z.object({
  webhookCreate: z.object({ success: z.literal(true), webhook: z.object({ id: z.string() }) }),
});

/**
 * Registers a webhook for all public teams, and one for each private team that the token sees, since
 * those are not among them. All sign with one secret. A private team that cannot have one is read by
 * polling alone.
 *
 * @throws {VendorError} `forbidden` when the token's user is no administrator
 */
export async function registerLinearWebhook(
  ask: Ask,
  address: string,
  signal: AbortSignal,
): Promise<RegisteredWebhook> {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
  const register = async (scope: { allPublicTeams: true } | { teamId: string }) => {
    // with an id of ours a second try makes no second webhook
    const id = crypto.randomUUID();
    const input = { ...scope, id, url: address, label: "Control Tower", secret };
    const variables = { input: { ...input, resourceTypes: RESOURCES } };
    const { data } = await ask(createWebhookMutation, variables, reply, signal);
    return data.webhookCreate.webhook.id;
  };
  const vendorId = await register({ allPublicTeams: true });
  for (const team of await readTeamsSeen(ask, signal)) {
    if (!team.private) continue;
    try {
      await register({ teamId: team.id });
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
    }
  }
  return { vendorId, secret };
}
