import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { readBody, succeed } from "@/lib/api/mod.ts";
import { CONNECTOR_NAMES } from "@/lib/connectors/mod.ts";
import { makeDue, WEBHOOK_JOB } from "@/workers/mod.ts";

/** Largest delivery taken in, bytes. */
const MAX_DELIVERY = 1024 * 1024;

/** Takes a vendor's webhook in: verified and stored, and answered before anything is read. */
export const handler = define.handlers({
  async POST({ state, req, params }) {
    const name = CONNECTOR_NAMES.find((known) => known === params.connector);
    if (name === undefined) throw new HttpError(404);
    const { connectors, sql, wake } = state.services;
    const body = await readBody(req, MAX_DELIVERY);
    const delivery = { headers: req.headers, body };
    const { accountScopeId, outcome } = await connectors.webhooks.receive(
      name,
      params.token!,
      delivery,
    );
    if (outcome === "stored") {
      await makeDue(sql, accountScopeId, [WEBHOOK_JOB]);
      wake();
    }
    return succeed(state.requestId, {});
  },
});
