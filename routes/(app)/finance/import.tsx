import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { TextAreaField } from "@/components/form/TextAreaField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { type CostImport, importCosts, previewCosts } from "@/lib/insights/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { projectNames } from "../(_components)/decided/list.ts";
import { numberIn } from "../(_components)/query.ts";
import { FinanceTabs } from "./(_components)/FinanceTabs.tsx";
import { ImportPreview } from "./(_components)/ImportPreview.tsx";

const fields = z.object({ action: z.enum(["preview", "apply"]), csv: z.string() });

interface Shown {
  csv: string;
  preview: CostImport | null;
}

const nothing: Shown = { csv: "", preview: null };

export const handler = define.handlers({
  GET: () => page(nothing),
  async POST({ state, req }) {
    const { action, csv } = await parseForm(req, fields);
    const { services } = state;
    const actor = actorOf(state);
    const preview = await previewCosts(services.sql, actor.accountScopeId, csv);
    // errors are shown as the preview shows them
    if (action === "preview" || preview.errors.length > 0) {
      return page({ csv, preview } as Shown, { status: preview.errors.length > 0 ? 400 : 200 });
    }
    const { added } = await importCosts(services.sql, actor, csv);
    if (added > 0) await services.changed(actor.accountScopeId, ["costs"]);
    return seeOther(`/finance/import?added=${added}`);
  },
});

/** Takes a file of costs in: pasted, previewed, applied. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request } = viewOf(state);
  const { csv, preview } = data;
  const title = t("finance.importTitle");
  const added = numberIn(url, "added", 0, 100_000, -1);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("finance.title"), href: "/finance" }]}
      >
        <FinanceTabs t={t} path={url.pathname} />
      </PageHeader>
      {added >= 0 && preview === null && (
        <Notice tone="good" title={t("finance.imported", { count: added })} />
      )}
      {preview !== null && (
        <ImportPreview
          {...{ t, csv, preview, names: projectNames(request), csrfToken: session.csrfToken }}
        />
      )}
      <Panel title={title}>
        <PostForm csrfToken={session.csrfToken} hidden={{ action: "preview" }} layout="stack">
          <p class="muted">{t("finance.importWhy")}</p>
          <TextAreaField
            name="csv"
            label={t("finance.importField")}
            hint={t("finance.importHint")}
            value={csv}
            rows={12}
            required
          />
          <div>
            <Button variant="primary" testId="preview-import">{t("finance.preview")}</Button>
          </div>
        </PostForm>
      </Panel>
    </>
  );
});
