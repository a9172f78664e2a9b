import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { BINDING_KINDS } from "@/lib/connectors/mod.ts";
import { done, id, next } from "./shapes.ts";

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
export const bindingKind = z.enum(BINDING_KINDS);

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
      items: z.int(),
      unassigned: z.int(),
      project_id: id.nullable(),
    })),
    next,
  }),
});
