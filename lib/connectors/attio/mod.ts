import { systemClock } from "../../platform/mod.ts";
import type { Connector } from "../connector.ts";
import { evenPace } from "../pace.ts";
import { attioBindings } from "./bindings.ts";
import { attioCalls } from "./client.ts";
import { probeAttio } from "./probe.ts";
import { reconcileAttio } from "./reconcile.ts";
import { registerAttioWebhook } from "./register_webhook.ts";
import { rereadAttio } from "./reread.ts";
import { attioStreams } from "./streams.ts";
import { syncAttio } from "./sync.ts";
import { attioWebhook } from "./webhook.ts";
import { CONFIGURED_WORKSPACE } from "./workspace.ts";

export { attioCalls };
export {
  createNote,
  createTask,
  type NewNote,
  type NewTask,
  type RecordRef,
  updateRecord,
  type Written,
} from "./write_back.ts";

/** Attio: whom the team sells to. */
export const attio: Connector = {
  name: "attio",
  streams: attioStreams,
  usualAddress: "https://api.attio.com",
  settingsOf: ({ baseUrl, token }, pace) => ({ attio: { baseUrl, token, ...pace.attio } }),
  probe: probeAttio,
  configure({ attio: config }) {
    return config == null ? null : {
      baseUrl: config.baseUrl,
      externalAccountId: CONFIGURED_WORKSPACE,
      requestsPerSecond: config.requestsPerSecond,
      sync: (run) => syncAttio({ ...run, config }),
      reread: (run, refs) => rereadAttio({ ...run, config }, refs),
      registerWebhook(http, address, signal) {
        const pace = evenPace(config.requestsPerSecond, systemClock);
        return registerAttioWebhook(attioCalls({ http, pace, config }), address, signal);
      },
    };
  },
  reconcile: reconcileAttio,
  bindings: attioBindings,
  webhook: attioWebhook,
};
