import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { DigestFigures, DigestSections } from "./(_components)/DigestSections.tsx";
import { shownDigest } from "./(_components)/read.ts";

export const handler = define.handlers({
  async GET({ state, params, url }) {
    return page(await shownDigest(state, params.id!, url));
  },
});

/** A digest: figures, then what changed, each with what it opens. Fit for printing. */
export default define.page<typeof handler>(({ data, state }) => {
  const { t, now } = viewOf(state);
  const { digest, worded } = data;
  const { id, kind, created_at } = digest;
  return (
    <>
      <Head>
        <title>{`${worded.title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={worded.title}
        breadcrumb={[{ label: t("digests.title"), href: "/digests" }]}
      >
        <Badge>{t(`digests.${kind}`)}</Badge>
        <span class="meta figure">
          {t("digests.written", { time: t.format.relative(created_at, now) })}
        </span>
        <Button href={`/digests/${id}/digest.html`} size="small" testId="as-email">
          {t("digests.asEmail")}
        </Button>
        <Button href={`/digests/${id}/digest.md`} size="small" testId="as-markdown">
          {t("digests.asMarkdown")}
        </Button>
      </PageHeader>
      <article class="digest">
        <DigestFigures t={t} figures={worded.figures} />
        <DigestSections t={t} sections={worded.sections} />
      </article>
    </>
  );
});
