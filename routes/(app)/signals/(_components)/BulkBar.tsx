import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { BULK_FORM } from "./SignalRow.tsx";

/** Props of {@link BulkBar}. */
export interface BulkBarProps {
  t: Translator;
  csrfToken: string;
  returnTo: string;
}

/** Decides about all chosen signals; their checkboxes belong to this form wherever they stand. */
export function BulkBar({ t, csrfToken, returnTo }: BulkBarProps) {
  return (
    <details class="more-actions">
      <summary>{t("signals.chosen")}</summary>
      <form
        id={BULK_FORM}
        class="form-row"
        method="post"
        action="/signals/decide"
        aria-label={t("signals.chosen")}
      >
        <input type="hidden" name="csrf_token" value={csrfToken} />
        <input type="hidden" name="return_to" value={returnTo} />
        <Button name="decision" value="accept" testId="bulk-accept">{t("signals.accept")}</Button>
        <Button name="decision" value="done" testId="bulk-done">{t("signals.done")}</Button>
        <FormField
          id="bulk-reason"
          name="reason"
          label={t("signals.reasonBulk")}
          maxLength={1000}
        />
        <Button name="decision" value="dismiss" testId="bulk-dismiss">
          {t("signals.dismissConfirm")}
        </Button>
      </form>
    </details>
  );
}
