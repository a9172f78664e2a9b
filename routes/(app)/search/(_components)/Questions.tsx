import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { x } from "@/components/icon/shapes.ts";
import { Panel } from "@/components/Panel.tsx";
import type { RecentQuestion, SavedQuestion } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link Questions}. */
export interface QuestionsProps {
  t: Translator;
  saved: readonly SavedQuestion[];
  recent: readonly RecentQuestion[];
  csrfToken: string;
  returnTo: string;
}

const hrefOf = (query: string) => `/search?q=${encodeURIComponent(query)}`;

/** Longest question that is shown whole. */
const SHOWN = 90;

const cut = (query: string) => query.length <= SHOWN ? query : `${query.slice(0, SHOWN - 1)}…`;

/** Questions to ask again: those a person keeps, and those asked last. */
export function Questions({ t, saved, recent, csrfToken, returnTo }: QuestionsProps) {
  return (
    <div class="columns">
      <Panel title={t("search.saved")}>
        {saved.length === 0
          ? <p class="meta">{t("search.savedNone")}</p>
          : (
            <ul class="questions" data-testid="saved-questions">
              {saved.map(({ id, query }) => (
                <li key={id}>
                  <a href={hrefOf(query)}>{cut(query)}</a>
                  <PostForm
                    action="/search/forget"
                    csrfToken={csrfToken}
                    hidden={{ id, return_to: returnTo }}
                  >
                    <Button icon={x} iconOnly variant="ghost">
                      {t("search.forget", { query: cut(query) })}
                    </Button>
                  </PostForm>
                </li>
              ))}
            </ul>
          )}
      </Panel>
      <Panel title={t("search.recent")}>
        {recent.length === 0
          ? <p class="meta">{t("search.recentNone")}</p>
          : (
            <ul class="questions" data-testid="recent-questions">
              {recent.map(({ query }) => (
                <li key={query}>
                  <a href={hrefOf(query)}>{cut(query)}</a>
                </li>
              ))}
            </ul>
          )}
      </Panel>
    </div>
  );
}
