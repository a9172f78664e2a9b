import { applyFault, type Faults } from "../faults.ts";
import { AttioRefusal } from "./errors.ts";
import { limiter, type Limits } from "./limits.ts";
import { listRoutes } from "./list_routes.ts";
import { noteTaskRoutes } from "./note_task_routes.ts";
import type { Json } from "./operators.ts";
import { recordRoutes } from "./record_routes.ts";
import { type Call, type Route, WholeReply } from "./route.ts";
import { schemaRoutes } from "./schema_routes.ts";
import { allows } from "./scopes.ts";
import type { Token } from "./tables.ts";
import { tokenView } from "./views.ts";
import { webhookRoutes } from "./webhook_routes.ts";
import type { AttioState } from "./workspace.ts";

/** How the stand-in answers. */
export interface HandlerOptions {
  /** Default: Attio's 100 reads and 25 writes a second, and no limit on scores. */
  limits?: Partial<Limits>;
  /** Accept webhook addresses without https, which Attio refuses; default false. */
  plainWebhooks?: boolean;
}

function unauthorized(message: string, status: 401 | 403): AttioRefusal {
  return new AttioRefusal(status, "unauthorized", message, { type: "auth_error" });
}

/** The values of a template's placeholders where the path fits it, else null. */
function match(template: string[], path: string[]): Record<string, string> | null {
  if (template.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const given = path[index]!;
    if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(given);
    else if (part !== given) return null;
  }
  return params;
}

async function bodyOf(request: Request): Promise<Json> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object") return value;
  } catch {
    // answered below, like a body that is no object
  }
  throw new AttioRefusal(400, "validation_type", "The body must be a JSON object.");
}

function refusal(error: unknown): Response {
  if (!(error instanceof AttioRefusal)) throw error;
  return Response.json(error.body(), {
    status: error.status,
    ...(error.details.headers === undefined ? {} : { headers: error.details.headers }),
  });
}

/** Answers requests to `/v2/…` as Attio's REST API does. */
export function attioHandler(state: AttioState, faults: Faults, options: HandlerOptions = {}) {
  const limits: Limits = {
    readsPerSecond: 100,
    writesPerSecond: 25,
    queryScore: 0,
    windowScore: 0,
    ...options.limits,
  };
  const limit = limiter(state.clock, limits);
  const context = {
    state,
    charge: limit.query,
    plainWebhooks: options.plainWebhooks ?? false,
  };
  const routes = [
    ...schemaRoutes(context),
    ...recordRoutes(context),
    ...listRoutes(context),
    ...noteTaskRoutes(context),
    ...webhookRoutes(context),
  ].map((route) => ({ ...route, template: route.path.split("/") }));

  function tokenOf(request: Request): { text: string; token: Token | null } {
    const header = request.headers.get("authorization") ?? "";
    const text = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    if (text === undefined) {
      throw new AttioRefusal(400, "missing_value", "An access token must be given.", {
        validation: [{ code: "missing_value", path: ["authorization"], message: "missing" }],
      });
    }
    const token = state.tables.tokens.get(text);
    return { text, token: token?.active === true ? token : null };
  }

  function routeOf(request: Request, url: URL): [Route, Record<string, string>] {
    const path = url.pathname.split("/");
    for (const route of routes) {
      if (route.method !== request.method) continue;
      const params = match(route.template, path);
      if (params !== null) return [route, params];
    }
    throw new AttioRefusal(
      404,
      "not_found",
      `Could not find endpoint "${request.method} ${url.pathname}".`,
    );
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const { text, token } = tokenOf(request);
    if (url.pathname === "/v2/self") {
      limit.request(text, "reads");
      return Response.json(token === null ? { active: false } : tokenView(state, token));
    }
    const [route, params] = routeOf(request, url);
    limit.request(text, route.method === "GET" || route.reads === true ? "reads" : "writes");
    if (token === null) throw unauthorized("This access token is not known.", 401);
    const missing = route.scopes.filter((scope) => !allows(token.scopes, scope));
    if (missing.length > 0) {
      throw unauthorized(`This token lacks the scopes ${missing.join(", ")}.`, 403);
    }
    const call: Call = {
      token,
      actor: { type: "api-token", id: token.id },
      params,
      query: url.searchParams,
      body: await bodyOf(request),
    };
    const data = route.answer(call);
    return Response.json(data instanceof WholeReply ? data.body : { data });
  }

  const handler = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const real = () => answer(request, url).catch(refusal);
    const fault = faults.take(url.pathname + url.search);
    const reply = fault === null ? await real() : await applyFault(fault, request, real);
    reply.headers.set("date", new Date(state.clock.now()).toUTCString());
    return reply;
  };
  return { handler, limits };
}
