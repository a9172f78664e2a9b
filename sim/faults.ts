/** What goes wrong with matching requests. */
export type FaultKind =
  | {
    kind: "status";
    status: number;
    body?: string;
    contentType?: string;
    headers?: Record<string, string>;
  }
  /** Never answers, until the client gives up. */
  | { kind: "hang" }
  /** Breaks the connection. */
  | { kind: "reset" }
  /** A web page instead of JSON, as a proxy or a wrong address gives. */
  | { kind: "html" }
  /** The first half of the body, then the end. */
  | { kind: "cut" }
  | { kind: "latency"; ms: number }
  /** Rewrites the rows of a reply: `set` is merged into the row with this id, wherever it is. */
  | { kind: "row"; id: number | string; set: Record<string, unknown> };

/** A fault, the requests it hits, and how many of them. */
export type FaultRule = FaultKind & {
  /** Part of the path with query; every request when absent. */
  path?: string;
  /** Requests to let pass before the first hit; default 0. */
  after?: number;
  /** Hits; default 1. `-1`: until cleared. */
  times?: number;
};

/** The rules in force. */
export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The first rule that hits this request, counted. */
  take(path: string): FaultKind | null;
}

/** An empty set of rules. */
export function createFaults(): Faults {
  let rules: (FaultRule & { after: number; times: number })[] = [];
  return {
    add(rule) {
      rules.push({ ...rule, after: rule.after ?? 0, times: rule.times ?? 1 });
    },
    clear() {
      rules = [];
    },
    take(path) {
      for (const rule of rules) {
        if (rule.times === 0 || (rule.path !== undefined && !path.includes(rule.path))) continue;
        if (rule.after > 0) {
          rule.after--;
          continue;
        }
        if (rule.times > 0) rule.times--;
        return rule;
      }
      return null;
    },
  };
}

function rewriteRows(value: unknown, id: number | string, set: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewriteRows(item, id, set));
  if (value === null || typeof value !== "object") return value;
  const row = value as Record<string, unknown>;
  const compound = row.id !== null && typeof row.id === "object" ? Object.values(row.id) : [];
  if (row.id === id || compound.includes(id)) return { ...row, ...set };
  return Object.fromEntries(
    Object.entries(row).map((
      [key, inner],
    ) => [key, key === "meta" ? inner : rewriteRows(inner, id, set)]),
  );
}

function brokenStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.error(new Error("connection reset by a fault rule"));
    },
  });
}

/** The reply a fault turns the real one into. */
export async function applyFault(
  fault: FaultKind,
  request: Request,
  real: () => Promise<Response>,
): Promise<Response> {
  switch (fault.kind) {
    case "status":
      return new Response(fault.body ?? JSON.stringify({ error: `fault ${fault.status}` }), {
        status: fault.status,
        headers: { "content-type": fault.contentType ?? "application/json", ...fault.headers },
      });
    case "html":
      return new Response("<!DOCTYPE html><title>Sign in</title>", {
        headers: { "content-type": "text/html" },
      });
    case "hang":
      await new Promise<void>((resolve) =>
        request.signal.addEventListener("abort", () => resolve())
      );
      return new Response(null, { status: 499 });
    case "latency":
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return await real();
    case "reset":
      return new Response(brokenStream(new Uint8Array()));
    case "cut": {
      const reply = await real();
      const bytes = new Uint8Array(await reply.arrayBuffer());
      return new Response(brokenStream(bytes.slice(0, bytes.length >> 1)), {
        headers: reply.headers,
      });
    }
    case "row": {
      const reply = await real();
      return Response.json(rewriteRows(await reply.json(), fault.id, fault.set), {
        headers: { date: reply.headers.get("date") ?? "" },
      });
    }
  }
}
