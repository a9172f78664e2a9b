import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { listContinuity } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { isUuid } from "../../(_components)/query.ts";
import { issueAsMarkdown, markdownReply } from "../(_components)/markdown.ts";

/** The issue of a promise as a Markdown file. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const { t, request } = viewOf(state);
    if (!isUuid(params.id!)) throw new HttpError(404);
    const projectIds = request.projects.map(({ id }) => id);
    const filter = { projectIds, status: "open", id: params.id! } as const;
    const [item] = await listContinuity(state.services.sql, request.accountScopeId, filter, {
      limit: 1,
    });
    if (item === undefined) throw new HttpError(404);
    async function* parts() {
      yield issueAsMarkdown(item!, t);
    }
    return markdownReply(`promise_${item.id}`, parts());
  },
});
