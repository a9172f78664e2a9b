import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { CONNECTOR_NAMES } from "@/lib/connectors/mod.ts";
import { done, id } from "./shapes.ts";

const tag = "Connectors";

const vendor = z.enum(CONNECTOR_NAMES);

const seen = z.object({
  accounts: z.array(z.object({ id: z.string(), name: z.string() })),
  account: z.object({ id: z.string(), name: z.string() }),
  sees: z.array(z.object({ stream: z.string(), count: z.int(), names: z.array(z.string()) })),
  missing: z.array(z.string()),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), fix: z.string() })),
});

const account = z.strictObject({
  connector: vendor,
  base_url: z.string().trim().min(1).max(300),
  token: z.string().trim().min(1).max(1000),
  account_id: z.string().min(1).max(200).nullable().default(null),
});

export const probeSource = operation({
  name: "probeSource",
  method: "POST",
  path: "/connectors/probe",
  tag,
  summary: "Look at what a vendor's token sees; nothing is stored",
  body: account,
  reply: z.object({ probe: seen }),
  fails: [409],
});

export const connectSource = operation({
  name: "connectSource",
  method: "POST",
  path: "/connectors",
  tag,
  summary: "Connect a vendor's account; its token is stored encrypted and never shown",
  body: account,
  reply: z.object({ id, probe: seen }),
  status: 201,
  creates: true,
  fails: [409],
});

export const changeConnection = operation({
  name: "changeConnection",
  method: "PATCH",
  path: "/connectors/{id}",
  tag,
  summary: "Pause a connection, let it go on, or give it a new token",
  body: z.strictObject({
    paused: z.boolean().optional(),
    token: z.string().trim().min(1).max(1000).optional(),
  }),
  reply: done,
  fails: [404, 409],
});

export const disconnectSource = operation({
  name: "disconnectSource",
  method: "DELETE",
  path: "/connectors/{id}",
  tag,
  summary: "Remove a connection with every row read through it",
  reply: done,
  fails: [404, 409],
});

export const registerWebhook = operation({
  name: "registerWebhook",
  method: "PUT",
  path: "/connectors/{id}/webhook",
  tag,
  summary: "Have the vendor tell at once when something changes",
  description: "Needs a public address on https (PUBLIC_URL).",
  reply: done,
  fails: [404, 409],
});

export const removeWebhook = operation({
  name: "removeWebhook",
  method: "DELETE",
  path: "/connectors/{id}/webhook",
  tag,
  summary: "Refuse what still rings at a connection's webhook",
  reply: done,
  fails: [404],
});
