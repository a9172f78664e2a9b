import type { Connector } from "../connector.ts";
import { chatwootBindings } from "./bindings.ts";
import { probeChatwoot } from "./probe.ts";
import { reconcileChatwoot } from "./reconcile.ts";
import { chatwootStreams } from "./streams.ts";
import { syncChatwoot } from "./sync.ts";

/** Chatwoot: what clients say. */
export const chatwoot: Connector = {
  name: "chatwoot",
  streams: chatwootStreams,
  usualAddress: "https://app.chatwoot.com",
  settingsOf: ({ baseUrl, externalAccountId, token }, pace) => ({
    chatwoot: { baseUrl, accountId: externalAccountId, token, ...pace.chatwoot },
  }),
  probe: probeChatwoot,
  configure({ chatwoot: config }) {
    return config == null ? null : {
      baseUrl: config.baseUrl,
      externalAccountId: config.accountId,
      requestsPerSecond: config.requestsPerSecond,
      sync: (run) => syncChatwoot({ ...run, config }),
    };
  },
  reconcile: reconcileChatwoot,
  bindings: chatwootBindings,
};
