import { define } from "@/define.ts";
import { parseBody, parseUuid, succeed } from "@/lib/api/mod.ts";
import { changeProject } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";
import * as contract from "../(_contract)/projects.ts";

/** Renames, pins, archives or restores a project. */
export const handler = define.handlers({
  async PATCH({ state, req, params }) {
    const id = parseUuid("id", params.id);
    const change = await parseBody(req, contract.changeProject.body);
    const project = await changeProject(state.services.sql, actorOf(state), id, change);
    return succeed(state.requestId, { project: contract.projectOf(project) });
  },
});
