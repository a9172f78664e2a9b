import { define } from "@/define.ts";
import { pageOf, parseBody, parseQuery, succeed } from "@/lib/api/mod.ts";
import { createProject, listProjects } from "@/lib/auth/mod.ts";
import { actorOf } from "@/view.ts";
import { answerOnce } from "../(_contract)/answer_once.ts";
import * as contract from "../(_contract)/projects.ts";

/** A scope's projects; POST makes one. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { archived, ...place } = parseQuery(url, contract.listProjects.query);
    const projects = await listProjects(state.services.sql, actorOf(state).accountScopeId, {
      archived: archived === "true",
    });
    const { rows, next } = pageOf(
      projects,
      ({ pinned, name, id }) => `${pinned ? 0 : 1} ${name.toLowerCase()} ${id}`,
      url,
      place,
    );
    return succeed(state.requestId, { projects: rows.map(contract.projectOf), next });
  },
  async POST(ctx) {
    const body = await parseBody(ctx.req, contract.createProject.body);
    const { services } = ctx.state;
    return await answerOnce(ctx, body, async () => {
      const project = await createProject(services.sql, actorOf(ctx.state), body.name);
      return { project: contract.projectOf(project) };
    });
  },
});
