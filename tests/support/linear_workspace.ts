import type { GraphQLSchema } from "graphql";
import {
  createLinearFake,
  type LinearFakeOptions,
  linearSchema,
  linearSubsetText,
} from "@/sim/mod.ts";
import { sharedFolder } from "./services.ts";

/** Linear's whole schema as SDL, or null where the shared folder is absent. */
export const linearContract: string | null = sharedFolder === null
  ? null
  : Deno.readTextFileSync(`${sharedFolder}/contracts/linear.schema.graphql`);

/** The schema the tests' workspaces are served through: the real one where it is there. */
export const servedSchema: GraphQLSchema = linearSchema(linearContract ?? linearSubsetText());

/** Monday, the time all workspaces of the tests begin at. */
export const start = Date.parse("2026-03-02T09:00:00.500Z");

/** The administrator's personal key. */
export const KEY = "lin_api_admin";

/** A connection in a reply. */
export interface Page<Row = { id: string }> {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A reply as tests look at it; `Data` is what the query asks for. */
export interface Reply<Data> {
  status: number;
  headers: Headers;
  data: Data;
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** A workspace with an administrator, a member and a public team, on a clock that is set. */
export function linearWorkspace(options: LinearFakeOptions = {}) {
  const clock = { at: start, now: () => clock.at };
  const fake = createLinearFake({ schema: servedSchema, allowances: null, clock, ...options });
  const { state } = fake;
  const admin = state.createUser({ name: "Ada", email: "ada@agency.example", admin: true });
  const member = state.createUser({ name: "Bo", email: "bo@agency.example" });
  state.createCredential({ token: KEY, userId: admin.id });
  state.createCredential({ token: "lin_api_member", userId: member.id });
  const team = state.createTeam({ key: "ENG", name: "Eng", memberIds: [admin.id, member.id] });

  async function post<Data>(
    body: string,
    headers: Record<string, string>,
    client?: string,
  ): Promise<Reply<Data>> {
    const request = new Request("http://linear.example/graphql", { method: "POST", body, headers });
    const reply = await fake.handler(request, client);
    const { data, errors } = JSON.parse(await reply.text()) as Reply<Data>;
    return { status: reply.status, headers: reply.headers, data, errors: errors ?? [] };
  }
  return {
    ...fake,
    clock,
    admin,
    member,
    team,
    post,
    /** Asks with the administrator's key, or another `authorization`. */
    ask: <Data = Record<string, unknown>>(
      query: string,
      variables: Record<string, unknown> = {},
      authorization = KEY,
    ) => post<Data>(JSON.stringify({ query, variables }), { authorization }),
    stateNamed: (name: string, teamId = team.id) =>
      [...state.tables.workflowStates.values()].find((row) =>
        row.teamId === teamId && row.name === name
      )!,
  };
}

/** A workspace of `linearWorkspace`. */
export type LinearWorkspace = ReturnType<typeof linearWorkspace>;
