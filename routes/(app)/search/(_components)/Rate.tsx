import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { check, x } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link Rate}. */
export interface RateProps {
  t: Translator;
  /** The question that is asked of the person. */
  label: string;
  run: string;
  /** The hit's document; null: the answer. */
  document: string | null;
  /** What was said before. */
  given: -1 | 0 | 1 | undefined;
  csrfToken: string;
  returnTo: string;
}

/** Two buttons that say whether something helped; the one that was said is pressed. */
export function Rate(props: RateProps) {
  const { t, label, run, document, given, csrfToken, returnTo } = props;
  return (
    <PostForm
      action="/search/feedback"
      csrfToken={csrfToken}
      hidden={{
        query_run_id: run,
        return_to: returnTo,
        ...(document === null ? {} : { document_id: document }),
      }}
    >
      <fieldset class="rate">
        <legend class="visually-hidden">{label}</legend>
        {document === null && <span class="meta" aria-hidden="true">{label}</span>}
        <Button
          name="rating"
          value="1"
          size="small"
          variant={given === 1 ? "secondary" : "ghost"}
          icon={check}
          testId={document === null ? "rate-answer-1" : "rate-hit-1"}
        >
          {t("search.helpful")}
        </Button>
        <Button
          name="rating"
          value="-1"
          size="small"
          variant={given === -1 ? "secondary" : "ghost"}
          icon={x}
          testId={document === null ? "rate-answer--1" : "rate-hit--1"}
        >
          {t("search.notHelpful")}
        </Button>
      </fieldset>
    </PostForm>
  );
}
