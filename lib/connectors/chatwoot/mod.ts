import type { Connector } from "../connector.ts";
import { chatwootBindings } from "./bindings.ts";
import { probeChatwoot } from "./probe.ts";
import { reconcileChatwoot } from "./reconcile.ts";
import { chatwootStreams } from "./streams.ts";
import { registerChatwootWebhook } from "./register_webhook.ts";
import { rereadChatwoot } from "./reread.ts";
import { syncChatwoot } from "./sync.ts";
import { chatwootWebhook } from "./webhook.ts";

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
      reread: (run, refs) => rereadChatwoot({ ...run, config }, refs),
      registerWebhook: (...request) => registerChatwootWebhook(config, ...request),
    };
  },
  reconcile: reconcileChatwoot,
  bindings: chatwootBindings,
  webhook: chatwootWebhook,
};
