import { accountCounts } from "./counts.ts";
import type { FaultRule, Faults } from "../faults.ts";
import { type ChatwootState, type NewMessage, UnknownRow } from "./account.ts";

type Operation = keyof ChatwootState;

const operations = new Set<Operation>([
  "createInbox",
  "renameInbox",
  "deleteInbox",
  "createLabel",
  "deleteLabel",
  "createContact",
  "updateContact",
  "mergeContacts",
  "deleteContact",
  "createConversation",
  "setStatus",
  "assign",
  "setLabels",
  "setPriority",
  "deleteConversation",
  "createMessage",
  "editMessage",
  "deleteMessage",
  "setMessageStatus",
]);

/**
 * The stand-in's remote control, for tests and the demo that run it in another process:
 * `GET /_sim/counts?time_zone=`, `POST /_sim/messages {conversation_id?, content, incoming?}`,
 * `POST /_sim/mutate {operation, arguments}`, `POST|DELETE /_sim/faults`. Other paths: null.
 */
export function controlHandler(state: ChatwootState, faults: Faults) {
  async function post(path: string, body: Record<string, unknown>): Promise<Response | null> {
    if (path === "/_sim/faults") {
      return faults.add(body as unknown as FaultRule), Response.json({ ok: true });
    }
    if (path === "/_sim/messages") {
      const newest = [...state.tables.conversations.keys()].at(-1) ?? 0;
      const input: NewMessage = {
        conversationId: Number(body.conversation_id ?? newest),
        content: String(body.content ?? ""),
        type: body.incoming === false ? "outgoing" : "incoming",
      };
      return Response.json({
        ok: true,
        id: state.createMessage(input).id,
        conversation_id: input.conversationId,
      });
    }
    if (path !== "/_sim/mutate") return null;
    const operation = body.operation as Operation;
    if (!operations.has(operation)) {
      return Response.json({ ok: false, error: "unknown operation" }, { status: 400 });
    }
    const call = state[operation] as (...args: unknown[]) => unknown;
    return Response.json({ ok: true, result: await call(...body.arguments as unknown[]) ?? null });
  }

  return async (request: Request): Promise<Response | null> => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith("/_sim/")) return null;
    try {
      if (url.pathname === "/_sim/counts") {
        return Response.json(accountCounts(state, url.searchParams.get("time_zone") ?? "UTC"));
      }
      if (request.method === "DELETE") return faults.clear(), Response.json({ ok: true });
      return await post(url.pathname, await request.json()) ??
        Response.json({ ok: false }, { status: 404 });
    } catch (error) {
      if (error instanceof UnknownRow || error instanceof SyntaxError) {
        return Response.json({ ok: false, error: error.message }, { status: 400 });
      }
      throw error;
    }
  };
}
