import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { DecidedStatus } from "@/lib/insights/mod.ts";

/** Props of {@link DecisionForm}. */
export interface DecisionFormProps {
  t: Translator;
  /** Where the decision is sent. */
  action: "/signals/decide" | "/signals/act";
  /** What it is about: `{ signal_id }` or `{ action_id }`. */
  subject: Readonly<Record<string, string>>;
  /** What it is about, in words: tells buttons of many apart. */
  about: string;
  status: DecidedStatus;
  csrfToken: string;
  returnTo: string;
}

/** What can be decided, by where it stands: accept, done, dismiss with a reason, take back. */
export function DecisionForm(props: DecisionFormProps) {
  const { t, action, subject, status, csrfToken, returnTo } = props;
  const about = <span class="visually-hidden">{`: ${props.about}`}</span>;
  const hidden = { ...subject, return_to: returnTo };
  const id = Object.values(subject)[0]!;
  const open = status === "proposed" || status === "accepted";
  return (
    <div class="deciding">
      <PostForm action={action} csrfToken={csrfToken} hidden={hidden} layout="row">
        {status === "proposed" && (
          <Button size="small" name="decision" value="accept">{t("signals.accept")}{about}</Button>
        )}
        {open && (
          <Button size="small" name="decision" value="done">{t("signals.done")}{about}</Button>
        )}
        {status !== "proposed" && (
          <Button size="small" variant="ghost" name="decision" value="undo">
            {t("signals.undo")}
            {about}
          </Button>
        )}
      </PostForm>
      {open && (
        <details class="more-actions">
          <summary>{t("signals.dismiss")}{about}</summary>
          <PostForm action={action} csrfToken={csrfToken} hidden={hidden} layout="row">
            <FormField
              id={`reason-${id}`}
              name="reason"
              label={t("signals.dismissWhy")}
              required
              maxLength={1000}
            />
            <Button name="decision" value="dismiss">{t("signals.dismissConfirm")}{about}</Button>
          </PostForm>
        </details>
      )}
    </div>
  );
}
