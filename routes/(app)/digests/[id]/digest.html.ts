import { define } from "@/define.ts";
import { digestAsEmail } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { shownDigest } from "../(_components)/read.ts";

/** A digest as the HTML of an e-mail, to be saved: its styles are in place, as no page of ours may have. */
export const handler = define.handlers({
  async GET({ state, params, url }) {
    const { digest, worded, base } = await shownDigest(state, params.id!, url);
    const name = `digest_${digest.kind}_${digest.first_day}`;
    const page = `/digests/${digest.id}`;
    return new Response(digestAsEmail(worded, { base, page }, viewOf(state).t), {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.html"`,
        "cache-control": "no-store",
      },
    });
  },
});
