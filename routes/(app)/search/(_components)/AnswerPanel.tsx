import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import type { SearchResult } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Marked } from "./Marked.tsx";
import { Rate } from "./Rate.tsx";

/** Props of {@link AnswerPanel}. */
export interface AnswerPanelProps {
  t: Translator;
  result: SearchResult;
  terms: ReadonlySet<string>;
  /** What the person said of the answer. */
  given: -1 | 0 | 1 | undefined;
  csrfToken: string;
  returnTo: string;
}

function Citation({ t, number }: { t: Translator; number: number }) {
  return (
    <a class="citation" href={`#evidence-${number}`} aria-label={t("search.citation", { number })}>
      {number}
    </a>
  );
}

/** A model's wording with its numbers as links. */
function Summary({ t, text }: { t: Translator; text: string }) {
  return (
    <p class="answer-summary">
      {text.split(/\[(\d{1,2})\]/).map((piece, index) =>
        index % 2 === 1 ? <Citation key={index} t={t} number={Number(piece)} /> : piece
      )}
    </p>
  );
}

/** What the evidence says, sentence by sentence with the way to each, and how good that is. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { t, result, terms, given, csrfToken, returnTo } = props;
  const { answer, quality, quality_proxy: proxy } = result;
  const tone = !answer.enough ? "neutral" : quality >= 75 ? "good" : "warn";
  return (
    <Panel
      title={answer.enough ? t("search.answer") : t("search.notEnough")}
      id="answer"
      meta={
        <span class="cluster">
          <Badge tone={tone}>{t("search.quality", { value: t.format.number(quality, 0) })}</Badge>
          <Badge>{t("search.proxy", { value: t.format.number(proxy, 0) })}</Badge>
          {result.cached && <span class="meta">{t("search.cached")}</span>}
          <span class="meta figure">
            {t("search.took", { ms: t.format.number(result.duration_ms, 0) })}
          </span>
        </span>
      }
      actions={
        <Rate
          {...{ t, run: result.query_run_id, given, csrfToken, returnTo }}
          label={t("search.rateAnswer")}
          document={null}
        />
      }
    >
      {answer.enough
        ? (
          <>
            {answer.summary !== null && <Summary t={t} text={answer.summary} />}
            <ul class="answer" data-testid="answer">
              {answer.quotes.map(({ text, citation }) => (
                <li key={text}>
                  <Marked text={text} terms={terms} /> <Citation t={t} number={citation} />
                </li>
              ))}
            </ul>
          </>
        )
        : <p data-testid="not-enough">{t("search.notEnoughWhy")}</p>}
      <p class="meta answer-meaning">
        {answer.enough &&
          (answer.summary === null ? t("search.answerWhy") : t("search.answerSummary"))}
        {answer.enough && ". "}
        {t("search.qualityWhy", { right: t.format.number(quality, 0) })} {t("search.proxyWhy")}
      </p>
      <details class="answer-comment">
        <summary>{t("search.comment")}</summary>
        <PostForm
          action="/search/feedback"
          csrfToken={csrfToken}
          layout="row"
          hidden={{
            query_run_id: result.query_run_id,
            return_to: returnTo,
            rating: String(given ?? 0),
          }}
        >
          <FormField
            name="comment"
            label={t("search.comment")}
            hideLabel
            maxLength={2000}
            required
          />
          <Button size="small">{t("search.commentSend")}</Button>
        </PostForm>
      </details>
    </Panel>
  );
}
