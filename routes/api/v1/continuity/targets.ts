import { define } from "@/define.ts";
import { succeed } from "@/lib/api/mod.ts";
import { listTargets } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";

/** Teams and projects of Linear in which issues can be made. */
export const handler = define.handlers({
  async GET({ state }) {
    const { accountScopeId } = actorOf(state);
    const { sql, connectors } = state.services;
    const connections = await connectors.issues.connections(accountScopeId);
    const targets = await listTargets(sql, accountScopeId, connections);
    return succeed(state.requestId, {
      targets: targets.map((target) => ({
        connection_id: target.connection_id,
        team_external_id: target.team_external_id,
        linear_project_external_id: target.linear_project_external_id,
        team: target.team,
        team_key: target.team_key,
        linear_project: target.linear_project,
        project_ids: target.project_ids,
      })),
    });
  },
});
