import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import {
  ABOUT,
  applyAll,
  listSuggestions,
  MOST_AT_ONCE,
  RECORD_SOURCES,
  suggestionsAbout,
  weighSuggestions,
} from "@/lib/identity/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { BulkPreview } from "./(_components)/BulkPreview.tsx";
import { decide } from "./(_components)/decide.ts";
import { filtersIn, suggestionFilter } from "./(_components)/filters.ts";
import { backTo, readOutcome } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";

/** Of the suggestions to be linked, so many of the least sure are shown. */
const SHOWN = 5;

const fields = z.object({
  least: z.coerce.number().int().min(1).max(99),
  expected: z.coerce.number().int().min(1).max(1_000_000),
  kind: z.enum(ABOUT).optional(),
  source: z.enum(RECORD_SOURCES).optional(),
});

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const filters = { ...filtersIn(url), state: "open" as const, suggestion: undefined };
    const filter = suggestionFilter({ ...filters, least: filters.least ?? 95 });
    const [weight, outcome, ...kinds] = await Promise.all([
      weighSuggestions(sql, accountScopeId, filter),
      readOutcome(sql, accountScopeId, url),
      ...ABOUT.map(async (about) => {
        const narrowed = { ...filter, ...suggestionsAbout(about) };
        return { about, ...await weighSuggestions(sql, accountScopeId, narrowed) };
      }),
    ]);
    const offset = Math.max(0, Math.min(weight.count, MOST_AT_ONCE) - SHOWN);
    const least = await listSuggestions(sql, accountScopeId, filter, { limit: SHOWN, offset });
    return page({
      filters: { ...filters, least: filters.least ?? 95 },
      weight,
      outcome,
      kinds: kinds.filter(({ about }) => filters.kind === undefined || about === filters.kind),
      least: least.toReversed(),
    });
  },
  async POST({ state, req }) {
    const { expected, least, kind, source } = await parseForm(req, fields);
    const { sql } = state.services;
    const filter = { ...suggestionsAbout(kind), source, least: least / 100 };
    const chosen = new URLSearchParams({
      least: String(least),
      ...(kind === undefined ? {} : { kind }),
      ...(source === undefined ? {} : { source }),
    });
    return await decide(state, `/identity/bulk?${chosen}`, async () => {
      const result = await applyAll(sql, actorOf(state), filter, expected);
      return backTo("/identity", {
        done: "batch",
        batch: result.batch,
        count: String(result.applied),
        skipped: String(result.skipped),
        remaining: String(result.remaining),
      });
    });
  },
});

/** How many suggestions would be linked together, and how many of them may be wrong. */
export default define.page<typeof handler>(({ data, state }) => {
  const { t, session } = viewOf(state);
  const { filters, weight, outcome, kinds, least } = data;
  const title = t("identity.bulkTitle");
  const hidden: Record<string, string> = {
    least: String(filters.least),
    expected: String(weight.count),
    ...(filters.kind === undefined ? {} : { kind: filters.kind }),
    ...(filters.source === undefined ? {} : { source: filters.source }),
  };
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("identity.title"), href: "/identity" }]}
      />
      <OutcomeNotice
        t={t}
        outcome={outcome}
        csrfToken={session.csrfToken}
        returnTo="/identity"
      />
      {weight.count === 0
        ? (
          <EmptyState
            title={t("identity.bulkNone")}
            action={<Button href="/identity">{t("common.back")}</Button>}
          />
        )
        : (
          <Panel title={t("identity.bulkCount", { count: weight.count })}>
            <div class="stack">
              <BulkPreview {...{ t, filters, weight, kinds, least }} />
              <PostForm
                action="/identity/bulk"
                csrfToken={session.csrfToken}
                hidden={hidden}
                layout="row"
              >
                <Button variant="primary" testId="bulk-confirm">
                  {t("identity.bulkConfirm", { count: Math.min(weight.count, MOST_AT_ONCE) })}
                </Button>
                <Button href="/identity" variant="ghost">{t("common.cancel")}</Button>
              </PostForm>
            </div>
          </Panel>
        )}
    </>
  );
});
