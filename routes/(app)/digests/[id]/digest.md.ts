import { define } from "@/define.ts";
import { digestAsMarkdown } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { shownDigest } from "../(_components)/read.ts";

/** A digest as a Markdown file. */
export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { digest, worded, base } = await shownDigest(state, params.id!, url);
    const name = `digest_${digest.kind}_${digest.first_day}`;
    return new Response(digestAsMarkdown(worded, base, viewOf(state).t), {
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.md"`,
        "cache-control": "no-store",
      },
    });
  },
});
