import { define } from "@/define.ts";
import { parseNoBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { vendorAddress } from "@/lib/connectors/mod.ts";
import { actorOf } from "@/view.ts";
import { orVendorError } from "../../(_contract)/vendor_error.ts";

/** Registers a connection's webhook at the vendor, or forgets it. */
export const handler = define.handlers({
  async PUT({ state, req, params }) {
    await parseNoBody(req);
    const id = parseUuid("id", params.id);
    const { connectors, config } = state.services;
    const address = vendorAddress(config);
    await orVendorError(() => connectors.webhooks.register(actorOf(state), id, address));
    return succeed(state.requestId, {});
  },
  async DELETE({ state, req, params }) {
    await parseNoBody(req);
    await state.services.connectors.webhooks.remove(
      actorOf(state),
      parseUuid("id", params.id),
    );
    return succeed(state.requestId, {});
  },
});
