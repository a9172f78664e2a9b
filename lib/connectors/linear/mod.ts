import { type HttpClient, systemClock } from "../../platform/mod.ts";
import type { Connector } from "../connector.ts";
import { linearBindings } from "./bindings.ts";
import { evenPace } from "../pace.ts";
import { linearAsk } from "./client.ts";
import { probeLinear } from "./probe.ts";
import { reconcileLinear } from "./reconcile.ts";
import { registerLinearWebhook } from "./register_webhook.ts";
import { rereadEntities } from "./reread.ts";
import { linearStreams } from "./streams.ts";
import { syncLinear } from "./sync.ts";
import { linearWebhook } from "./webhook.ts";
import { CONFIGURED_WORKSPACE } from "./workspace.ts";
import { createIssue, linkUrl } from "./write_issue.ts";

export { linearAsk, rereadEntities };
export type { LinearRun } from "./run.ts";
export {
  createIssue,
  type IssueLink,
  issuesLinkedTo,
  linkUrl,
  type NewIssue,
} from "./write_issue.ts";

/** Linear: what the team delivers. */
export const linear: Connector = {
  name: "linear",
  streams: linearStreams,
  usualAddress: "https://api.linear.app",
  settingsOf: ({ baseUrl, token }, pace) => ({ linear: { baseUrl, token, ...pace.linear } }),
  probe: probeLinear,
  configure({ linear: config }) {
    if (config == null) return null;
    const ask = (http: HttpClient) => {
      const pace = evenPace(config.requestsPerSecond, systemClock);
      return linearAsk({ http, clock: systemClock, pace, config });
    };
    return {
      baseUrl: config.baseUrl,
      externalAccountId: CONFIGURED_WORKSPACE,
      requestsPerSecond: config.requestsPerSecond,
      sync: (run) => syncLinear({ ...run, config }),
      async reread(run, refs) {
        await rereadEntities({ ...run, config }, refs);
      },
      registerWebhook: (http, address, signal) => registerLinearWebhook(ask(http), address, signal),
      async makeIssue(http, { projectId, dueDate, link, ...order }, signal) {
        const linear = ask(http);
        const { id, identifier, url } = await createIssue(linear, {
          ...order,
          ...(projectId === null ? {} : { projectId }),
          ...(dueDate === null ? {} : { dueDate }),
        }, signal);
        if (link !== null) await linkUrl(linear, { issueId: id, ...link }, signal);
        return { id, identifier, url };
      },
    };
  },
  reconcile: reconcileLinear,
  bindings: linearBindings,
  webhook: linearWebhook,
};
