import { define } from "@/define.ts";
import { parseUuid, succeed } from "@/lib/api/mod.ts";
import { digestAsMarkdown, readDigest, wordDigest } from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { viewOf } from "@/view.ts";

/** A digest: facts, and the same as Markdown in the session's language. */
export const handler = define.handlers({
  async GET({ state, params, url }) {
    const id = parseUuid("id", params.id);
    const { t, request } = viewOf(state);
    const digest = await readDigest(state.services.sql, request.accountScopeId, id);
    if (digest === null) throw new ApiError(404, "not_found", "There is no such digest.");
    const names = new Map(request.projects.map((project) => [project.id, project.name]));
    const base = state.services.config.publicUrl ?? url.origin;
    const markdown = digestAsMarkdown(wordDigest(digest, names, t), base, t);
    return succeed(state.requestId, { digest: { ...digest, markdown } });
  },
});
