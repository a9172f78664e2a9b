import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { applyFault, type Faults } from "../faults.ts";
import { authenticate } from "./authentication.ts";
import { type Allowances, createBudgets, documentedAllowances } from "./budget.ts";
import { LinearError } from "./errors.ts";
import { complexityOf, MAX_COMPLEXITY, operationOf } from "./graphql/complexity.ts";
import type { Context } from "./graphql/context.ts";
import type { FieldFaults } from "./graphql/field_faults.ts";
import { createLists } from "./graphql/lists.ts";
import type { CursorAnchor } from "./graphql/paging.ts";
import { progressOf } from "./graphql/progress.ts";
import { viewerOf } from "./graphql/viewer.ts";
import type { LinearState } from "./state/state.ts";

/** How the stand-in answers. */
export interface HandlerOptions {
  /** Hourly allowances; default the documented ones, null for no limits. */
  allowances?: Allowances;
  /** Where a walk goes on when its anchor row has changed; default `value`. */
  cursorAnchor?: CursorAnchor;
  /** True refuses webhooks that are not public HTTPS, as Linear does; default false. */
  publicWebhooksOnly?: boolean;
}

interface Asked {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const failure = (error: LinearError | GraphQLError, status: number) =>
  json({ errors: [{ message: error.message, extensions: error.extensions }] }, status);

function invalid(errors: readonly GraphQLError[], code: string): Response {
  const listed = errors.map((error) => ({
    message: error.message,
    locations: error.locations,
    extensions: { code, type: "graphql error", userError: true },
  }));
  return json({ errors: listed }, 400);
}

/** Answers `POST /graphql` as Linear does: the schema gives the shape, the state the rows. */
export function linearHandler(
  state: LinearState,
  schema: GraphQLSchema,
  faults: { transport: Faults; fields: FieldFaults },
  options: HandlerOptions = {},
) {
  const { allowances = documentedAllowances, cursorAnchor = "value" } = options;
  const budgets = createBudgets(state.clock, allowances);
  const lists = createLists(state, cursorAnchor);
  const progress = progressOf(state);
  const documents = new Map<string, DocumentNode | Response>();

  /** The checked document, or a refusal; both are kept, since clients send the same few texts. */
  function documentOf(query: string): DocumentNode | Response {
    const known = documents.get(query);
    if (known !== undefined) return known instanceof Response ? known.clone() : known;
    let outcome: DocumentNode | Response;
    try {
      const document = parse(query, { noLocation: false });
      const errors = validate(schema, document);
      outcome = errors.length === 0 ? document : invalid(errors, "GRAPHQL_VALIDATION_FAILED");
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      outcome = invalid([error], "GRAPHQL_PARSE_FAILED");
    }
    if (documents.size >= 200) documents.clear();
    documents.set(query, outcome);
    return outcome instanceof Response ? outcome.clone() : outcome;
  }

  async function run(asked: Asked, header: string | null, client: string): Promise<Response> {
    let credential;
    try {
      credential = authenticate(header, state.tables.credentials, state.clock);
    } catch (error) {
      if (!(error instanceof LinearError)) throw error;
      const { headers, exceeded } = budgets.charge({
        kind: "none",
        identifier: client,
        complexity: 0,
        rootFields: [],
      });
      const status = error.code === "AUTHENTICATION_ERROR" ? 401 : 400;
      return withHeaders(exceeded ? rateLimited() : failure(error, status), headers);
    }
    const document = documentOf(asked.query);
    if (document instanceof Response) return document;
    const operation = operationOf(document, asked.operationName);
    if (operation === null) {
      return invalid([new GraphQLError("Unknown operation")], "OPERATION_RESOLUTION_FAILURE");
    }
    const complexity = complexityOf(schema, document, operation, asked.variables);
    const tooComplex = complexity > MAX_COMPLEXITY;
    const { headers, exceeded } = budgets.charge({
      kind: credential.kind,
      identifier: credential.userId,
      complexity: tooComplex ? 0 : complexity,
      rootFields: operation.selectionSet.selections.flatMap((node) =>
        node.kind === "Field" ? [node.name.value] : []
      ),
    });
    if (exceeded) return withHeaders(rateLimited(), headers);
    if (tooComplex) {
      const error = new LinearError(
        "Query too complex",
        "INPUT_ERROR",
        "invalid input",
        `Query complexity of ${complexity} is greater than the maximum of ${MAX_COMPLEXITY}.`,
      );
      return withHeaders(failure(error, 400), headers);
    }
    const { kind, userId } = credential;
    const contextValue: Context = {
      state,
      lists,
      progress,
      viewer: viewerOf(state, credential),
      faults: faults.fields,
      rateLimitStatus: () => budgets.status(kind, userId),
      publicWebhooksOnly: options.publicWebhooksOnly ?? false,
    };
    const { variables: variableValues, operationName } = asked;
    const result = await execute({ schema, document, contextValue, variableValues, operationName });
    const reply = result.data === undefined
      ? invalid(result.errors ?? [], "BAD_USER_INPUT")
      : json(result);
    return withHeaders(reply, headers);
  }

  async function answer(request: Request, client: string): Promise<Response> {
    const asked = askedBy(await request.text());
    const operation = asked === null ? "" : operationLabel(asked);
    const fault = faults.transport.take(`/graphql ${operation}`);
    const real = async () =>
      asked === null
        ? invalid(
          [new GraphQLError("POST body missing, invalid or without a query")],
          "BAD_REQUEST",
        )
        : await run(asked, request.headers.get("authorization"), client);
    return fault === null ? await real() : await applyFault(fault, request, real);
  }

  return async (request: Request, client = "local"): Promise<Response> => {
    state.purgeTrash();
    const reply = new URL(request.url).pathname === "/graphql" && request.method === "POST"
      ? await answer(request, client)
      : new Response("Not Found", { status: 404 });
    reply.headers.set("date", new Date(state.clock.now()).toUTCString());
    return reply;
  };
}

function askedBy(body: string): Asked | null {
  try {
    const { query, variables, operationName } = JSON.parse(body) as Partial<Asked>;
    if (typeof query !== "string") return null;
    return { query, variables: variables ?? {}, operationName: operationName ?? null };
  } catch {
    return null;
  }
}

/** What fault rules may name: the operation's name, or the text of one without a name. */
function operationLabel({ query, operationName }: Asked): string {
  return operationName ?? /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? query;
}

function withHeaders(reply: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
  return reply;
}

/** How Linear says that a budget is used up: a 400, told apart by its code alone. */
export function rateLimited(): Response {
  return failure(new LinearError("Rate limit exceeded", "RATELIMITED", "ratelimited"), 400);
}
