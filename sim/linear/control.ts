import type { FaultRule, Faults } from "../faults.ts";
import { workspaceCounts } from "./counts.ts";
import { LinearError } from "./errors.ts";
import type { FieldFault, FieldFaults } from "./graphql/field_faults.ts";
import type { LinearState } from "./state/state.ts";

const operations = [
  "createUser",
  "updateUser",
  "narrowCredential",
  "revokeCredential",
  "createTeam",
  "updateTeam",
  "removeTeam",
  "createWorkflowState",
  "updateWorkflowState",
  "createProject",
  "updateProject",
  "archiveProject",
  "trashProject",
  "purgeProject",
  "createProjectUpdate",
  "updateProjectUpdate",
  "createCycle",
  "updateCycle",
  "createLabel",
  "updateLabel",
  "deleteLabel",
  "createIssue",
  "updateIssue",
  "archiveIssue",
  "unarchiveIssue",
  "trashIssue",
  "purgeIssue",
  "createRelation",
  "deleteRelation",
  "createComment",
  "updateComment",
  "deleteComment",
  "createAttachment",
  "updateAttachment",
  "deleteAttachment",
] as const satisfies readonly (keyof LinearState)[];

const refuse = (error: string, status: number) => Response.json({ ok: false, error }, { status });

/**
 * The stand-in's remote control, for tests and the demo that run it in another process:
 * `GET /_sim/counts`, `POST /_sim/mutate {operation, arguments}`, `POST|DELETE /_sim/faults`; a fault
 * that names a `field` hits that field, others the whole request. Other paths: null.
 */
export function controlHandler(
  state: LinearState,
  faults: { transport: Faults; fields: FieldFaults },
) {
  function mutate(body: { operation?: string; arguments?: unknown[] }): Response {
    const operation = operations.find((name) => name === body.operation);
    if (operation === undefined) return refuse("unknown operation", 400);
    const call = state[operation] as (...args: unknown[]) => unknown;
    return Response.json({ ok: true, result: call(...body.arguments ?? []) ?? null });
  }

  async function answer(request: Request, path: string): Promise<Response> {
    if (path === "/_sim/counts") return Response.json(workspaceCounts(state));
    if (path === "/_sim/faults" && request.method === "DELETE") {
      faults.transport.clear();
      faults.fields.clear();
      return Response.json({ ok: true });
    }
    if (path === "/_sim/faults") {
      const rule = await request.json() as FaultRule | FieldFault;
      if ("field" in rule) faults.fields.add(rule);
      else faults.transport.add(rule);
      return Response.json({ ok: true });
    }
    return path === "/_sim/mutate" ? mutate(await request.json()) : refuse("unknown path", 404);
  }

  return async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/_sim/")) return null;
    try {
      return await answer(request, pathname);
    } catch (error) {
      if (!(error instanceof LinearError) && !(error instanceof SyntaxError)) throw error;
      return refuse(error.message, 400);
    }
  };
}
