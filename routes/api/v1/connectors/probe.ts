import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import * as contract from "../(_contract)/connections.ts";
import { orVendorError } from "../(_contract)/vendor_error.ts";

/** Looks at what a vendor's token sees. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const body = await parseBody(req, contract.probeSource.body);
    const { connector, base_url: baseUrl, account_id: accountId, token } = body;
    const { connect } = state.services.connectors;
    const request = { connector, baseUrl, accountId, token };
    return succeed(state.requestId, { probe: await orVendorError(() => connect.probe(request)) });
  },
});
