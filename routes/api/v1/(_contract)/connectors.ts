import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { CONNECTOR_NAMES } from "@/lib/connectors/mod.ts";
import { days, done, id, next } from "./shapes.ts";

const tag = "Connectors";

export const listConnectors = operation({
  name: "listConnectors",
  method: "GET",
  path: "/connectors",
  tag,
  summary: "Connections with their runs, rows, errors and completeness",
  reply: z.object({
    connectors: z.array(z.looseObject({
      id,
      connector: z.string(),
      status: z.string(),
      open_errors: z.int(),
      dead_letters: z.int(),
      breaker: z.enum(["closed", "open", "half_open"]),
      rows: z.record(z.string(), z.int()),
    })),
  }),
});

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

export const startSync = operation({
  name: "startSync",
  method: "POST",
  path: "/connectors/sync",
  tag,
  summary: "Make a sync due at once",
  description: "At most 10 a minute.",
  body: z.strictObject({ mode: z.enum(["incremental", "full"]).default("incremental") }),
  reply: done,
  status: 202,
});

export const stopSync = operation({
  name: "stopSync",
  method: "DELETE",
  path: "/connectors/sync",
  tag,
  summary: "Ask running syncs to stop after the page they are at",
  reply: z.object({ stopping: z.int() }),
});

export const listErrors = operation({
  name: "listErrors",
  method: "GET",
  path: "/connectors/errors",
  tag,
  summary: "What could not be read from a source, newest failure first",
  query: z.object({
    status: z.enum(["waiting", "dead_letter", "resolved", "dismissed"]).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: id.optional(),
  }),
  reply: z.object({
    errors: z.array(z.looseObject({
      id,
      connection_id: id,
      stream: z.string(),
      unit: z.enum(["record", "page", "stream"]),
      external_id: z.string(),
      code: z.string(),
      message: z.string(),
      attempts: z.int(),
      status: z.enum(["waiting", "dead_letter", "resolved", "dismissed"]),
      next_attempt_at: z.date().nullable(),
      first_failed_at: z.date(),
      last_failed_at: z.date(),
    })),
    next,
  }),
});

export const retryErrors = operation({
  name: "retryErrors",
  method: "POST",
  path: "/connectors/errors/retry",
  tag,
  summary: "Let everything that waits be tried with the next sync; dead letters stay",
  reply: z.object({ retried: z.int() }),
});

export const retryError = operation({
  name: "retryError",
  method: "POST",
  path: "/connectors/errors/{id}/retry",
  tag,
  summary: "Let one failure be tried with the next sync, a dead letter included",
  reply: done,
});

export const dismissError = operation({
  name: "dismissError",
  method: "POST",
  path: "/connectors/errors/{id}/dismiss",
  tag,
  summary: "Set a failure aside for good, with the reason",
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  reply: done,
});

/** Kinds of external scopes a project can be bound to. */
export const bindingKind = z.enum(["account", "inbox", "label", "contact_company"]);

const newBinding = {
  connection_id: id,
  project_id: id,
  kind: bindingKind,
  external_id: z.string().min(1).max(300),
};

const binding = z.object({ id, ...newBinding });

export const listBindings = operation({
  name: "listBindings",
  method: "GET",
  path: "/connectors/bindings",
  tag,
  summary: "What is bound to which project",
  query: pageQuery,
  reply: z.object({ bindings: z.array(binding), unassigned_conversations: z.int(), next }),
});

export const createBinding = operation({
  name: "createBinding",
  method: "POST",
  path: "/connectors/bindings",
  tag,
  summary: "Bind an inbox, a label, a company or the whole account to a project",
  body: z.strictObject(newBinding),
  reply: z.object({ binding, moved: z.int() }),
  status: 201,
  creates: true,
  fails: [404],
});

export const removeBinding = operation({
  name: "removeBinding",
  method: "DELETE",
  path: "/connectors/bindings/{id}",
  tag,
  summary: "Remove a binding; what it covered goes to the next one that matches",
  reply: z.object({ moved: z.int() }),
});

export const listCandidates = operation({
  name: "listCandidates",
  method: "GET",
  path: "/connectors/bindings/candidates",
  tag,
  summary: "Inboxes, labels and companies that a project can be bound to",
  query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
  reply: z.object({
    candidates: z.array(z.looseObject({
      connection_id: id,
      kind: bindingKind,
      external_id: z.string(),
      name: z.string(),
      conversations: z.int(),
      unassigned: z.int(),
      project_id: id.nullable(),
    })),
    next,
  }),
});

const comparison = z.looseObject({
  connection_id: id,
  at: z.date(),
  total: z.int(),
  missing: z.int(),
  completeness_pct: z.number(),
  streams: z.record(
    z.string(),
    z.looseObject({
      source: z.int(),
      local: z.int(),
      missing: z.int(),
      extra: z.int(),
      missing_ids: z.array(z.string()),
      extra_ids: z.array(z.string()),
    }),
  ),
  joins: z.record(z.string(), z.object({ total: z.int(), joined: z.int() })),
});

export const readReconciliation = operation({
  name: "readReconciliation",
  method: "GET",
  path: "/connectors/reconciliation",
  tag,
  summary: "What the sources count beside what is here, and completeness day by day",
  query: z.object({ days }),
  reply: z.object({
    latest: z.array(comparison),
    trend: z.array(z.object({
      connection_id: id,
      day: z.string(),
      completeness_pct: z.number(),
      total: z.int(),
      missing: z.int(),
    })),
  }),
});

const ids = z.array(z.string());

export const readReconciliationDiff = operation({
  name: "readReconciliationDiff",
  method: "GET",
  path: "/connectors/reconciliation/diff",
  tag,
  summary: "What changed since the comparison before, or since a moment, with the ids behind it",
  query: z.object({ since: z.iso.datetime({ offset: true }).optional() }),
  reply: z.object({
    diffs: z.array(z.object({
      connection_id: id,
      current: comparison,
      previous: comparison.nullable(),
      completeness_delta: z.number(),
      total_delta: z.int(),
      missing_delta: z.int(),
      streams: z.array(z.object({
        stream: z.string(),
        newly_missing: ids,
        no_longer_missing: ids,
        newly_extra: ids,
        no_longer_extra: ids,
      })),
    })),
  }),
});
