import type { FaultRule, Faults } from "../faults.ts";
import { crmCounts } from "./counts.ts";
import { AttioRefusal } from "./errors.ts";
import type { AttioState } from "./workspace.ts";

type Operation = keyof AttioState;

const operations = new Set<Operation>([
  "grant",
  "createMember",
  "createAttribute",
  "archiveAttribute",
  "addChoice",
  "changeChoice",
  "createRecord",
  "updateRecord",
  "deleteRecord",
  "startMerge",
  "mergeRecords",
  "createList",
  "deleteList",
  "createEntry",
  "updateEntry",
  "deleteEntry",
  "createNote",
  "updateNote",
  "deleteNote",
  "createTask",
  "updateTask",
  "deleteTask",
]);

/**
 * The stand-in's remote control, for tests and the demo that run it in another process:
 * `GET /_sim/counts`, `POST /_sim/mutate {operation, arguments}`, `POST|DELETE /_sim/faults`. Other
 * paths: null.
 */
export function controlHandler(state: AttioState, faults: Faults) {
  async function answer(request: Request, path: string): Promise<Response> {
    if (path === "/_sim/counts") return Response.json(crmCounts(state));
    if (path === "/_sim/faults") {
      if (request.method === "DELETE") faults.clear();
      else faults.add(await request.json() as FaultRule);
      return Response.json({ ok: true });
    }
    if (path !== "/_sim/mutate") return Response.json({ ok: false }, { status: 404 });
    const body = await request.json() as { operation: Operation; arguments: unknown[] };
    if (!operations.has(body.operation)) {
      return Response.json({ ok: false, error: "unknown operation" }, { status: 400 });
    }
    const call = state[body.operation] as (...args: unknown[]) => unknown;
    return Response.json({ ok: true, result: call(...body.arguments) ?? null });
  }

  return async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/_sim/")) return null;
    try {
      return await answer(request, pathname);
    } catch (error) {
      if (error instanceof AttioRefusal || error instanceof SyntaxError) {
        return Response.json({ ok: false, error: error.message }, { status: 400 });
      }
      throw error;
    }
  };
}
