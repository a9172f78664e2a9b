import { define } from "@/define.ts";
import { type ContinuityPlace, listContinuity, type ListedPromise } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName } from "./(_components)/decided/list.ts";
import { continuityFilter, filtersIn } from "./continuity/(_components)/filters.ts";
import { issueAsMarkdown, markdownReply } from "./continuity/(_components)/markdown.ts";

/** The issues of all promises that the page's filters leave, as one Markdown file. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, now } = viewOf(state);
    const { offset: _, ...filters } = filtersIn(url);
    const filter = continuityFilter({ ...filters, offset: 0 }, scope.projectIds);
    async function* parts() {
      yield `# ${t("continuity.title")}\n\n`;
      const rows = everyRow<ListedPromise, ContinuityPlace>(
        (page) => listContinuity(state.services.sql, scope.accountScopeId, filter, page),
        ({ place }) => place,
      );
      for await (const items of rows) {
        yield items.map((item) => issueAsMarkdown(item, t)).join("\n").concat("\n");
      }
    }
    return markdownReply(fileName("promises", filters, now), parts());
  },
});
