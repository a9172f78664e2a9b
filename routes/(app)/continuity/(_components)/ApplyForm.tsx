import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ContinuityItem, NamedTarget } from "@/lib/insights/mod.ts";
import { targetName, targetValue } from "./words.ts";

/** Props of {@link ApplyForm}. */
export interface ApplyFormProps {
  t: Translator;
  item: ContinuityItem;
  targets: readonly NamedTarget[];
  /** The one that is chosen to begin with. */
  likely: NamedTarget | null;
  csrfToken: string;
  returnTo: string;
}

/** The issue as it would be made, to be changed and made. */
export function ApplyForm({ t, item, targets, likely, csrfToken, returnTo }: ApplyFormProps) {
  const { id, status, title, due_on, description } = item;
  const again = status === "applying";
  const first = targets[0];
  return (
    <>
      {again && (
        <Notice tone="warn" title={t("continuity.status_applying")}>
          {t("continuity.applyingWhy")}
        </Notice>
      )}
      <PostForm
        action="/continuity/apply"
        csrfToken={csrfToken}
        hidden={{
          id,
          return_to: returnTo,
          ...(again && first !== undefined ? { target: targetValue(first) } : {}),
        }}
        layout="stack"
        label={t("continuity.preview")}
      >
        {!again && (
          <>
            <FormField
              name="title"
              label={t("continuity.issueTitle")}
              value={title}
              required
              maxLength={250}
            />
            <div class="form-row">
              <SelectField
                name="target"
                label={t("continuity.target")}
                required
                value={likely === null ? "" : targetValue(likely)}
                options={[
                  ...likely === null ? [{ value: "", label: t("continuity.chooseTarget") }] : [],
                  ...targets.map((target) => ({
                    value: targetValue(target),
                    label: targetName(target, t),
                  })),
                ]}
              />
              <FormField
                name="due_on"
                type="date"
                label={t("continuity.dueOn")}
                value={due_on ?? ""}
              />
            </div>
          </>
        )}
        <div>
          <p class="field-label">{t("continuity.description")}</p>
          <pre class="preview-text">{description}</pre>
        </div>
        <div class="cluster">
          <Button variant="primary" testId="apply">
            {t(again ? "continuity.applyAgain" : "continuity.apply")}
          </Button>
        </div>
      </PostForm>
    </>
  );
}
