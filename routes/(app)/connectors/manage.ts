import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { vendorAddress } from "@/lib/connectors/mod.ts";
import { ApiError, VendorError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";
import { back } from "./(_components)/back.ts";

const fields = z.discriminatedUnion("action", [
  z.object({
    action: z.enum(["pause", "resume", "disconnect", "webhook_off", "webhook_on"]),
    connection_id: z.uuid(),
  }),
  z.object({
    action: z.literal("replace"),
    connection_id: z.uuid(),
    token: z.string().trim().min(1).max(1000),
  }),
]);

/** Does what a vendor may refuse, and leads back with the reason when it does. */
async function tried(connectionId: string, work: () => Promise<void>): Promise<Response | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const known = error instanceof VendorError ||
      (error instanceof ApiError && error.status !== 404);
    if (!known) throw error;
    return seeOther(`/connectors?refused=${error.code}&connection=${connectionId}`);
  }
}

/** Pauses a connection, lets it go on, gives it a new token, or disconnects it. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const actor = actorOf(state);
    const { connectors, sql, wake, changed } = state.services;
    const syncSoon = async () => {
      await requestRun(sql, actor.accountScopeId, SYNC_JOB, { mode: "incremental" });
      wake();
    };
    switch (form.action) {
      case "pause":
        await connectors.connect.pause(actor, form.connection_id, true);
        return back("paused");
      case "resume":
        await connectors.connect.pause(actor, form.connection_id, false);
        await syncSoon();
        return back("resumed");
      case "disconnect":
        await connectors.connect.disconnect(actor, form.connection_id);
        await changed(actor.accountScopeId, ["connections"]);
        return back("disconnected");
      case "webhook_off":
        await connectors.webhooks.remove(actor, form.connection_id);
        return back("webhook_off");
      case "webhook_on": {
        const address = vendorAddress(state.services.config);
        const refused = await tried(form.connection_id, async () => {
          await connectors.webhooks.register(actor, form.connection_id, address);
        });
        return refused ?? back("webhook_on");
      }
      case "replace": {
        const refused = await tried(form.connection_id, async () => {
          await connectors.connect.replaceToken(actor, form.connection_id, form.token);
        });
        if (refused !== null) return refused;
        await syncSoon();
        return back("replaced");
      }
    }
  },
});
