import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Risk } from "@/lib/insights/mod.ts";

/** Props of {@link RiskDecisions}. */
export interface RiskDecisionsProps {
  t: Translator;
  risk: Pick<Risk, "id" | "status" | "closed_because">;
  csrfToken: string;
  returnTo: string;
}

/** What can be decided about a risk: take it on, close it with a reason, open it again. */
export function RiskDecisions({ t, risk, csrfToken, returnTo }: RiskDecisionsProps) {
  const form = {
    ...{ action: "/risks/decide", csrfToken, layout: "row" as const },
    hidden: { risk_id: risk.id, return_to: returnTo },
  };
  if (risk.status === "closed") {
    if (risk.closed_because === "cause_gone") return null;
    return (
      <PostForm {...form}>
        <Button name="decision" value="reopen">{t("risks.reopen")}</Button>
      </PostForm>
    );
  }
  return (
    <div class="stack">
      <PostForm {...form}>
        {risk.status === "open"
          ? (
            <Button variant="primary" name="decision" value="mitigate" testId="primary-cta">
              {t("risks.mitigate")}
            </Button>
          )
          : <Button name="decision" value="reopen">{t("risks.undo")}</Button>}
      </PostForm>
      <PostForm {...form}>
        <FormField name="reason" label={t("risks.closeWhy")} required maxLength={1000} />
        <Button name="decision" value="close">{t("risks.close")}</Button>
      </PostForm>
    </div>
  );
}
