import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { countChanges, listChanges } from "@/lib/identity/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { numberIn, withQuery } from "../(_components)/query.ts";
import { ChangeTable } from "./(_components)/ChangeTable.tsx";
import { IdentityTabs } from "./(_components)/IdentityTabs.tsx";
import { plainAddress, readOutcome } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";

/** Rows on a page. */
const PAGE = 50;

export const handler = define.handlers({
  async GET({ state, url }) {
    const { accountScopeId } = actorOf(state);
    const { sql } = state.services;
    const offset = numberIn(url, "offset", 0, 1_000_000, 0);
    const [changes, total, outcome] = await Promise.all([
      listChanges(sql, accountScopeId, { limit: PAGE, offset }),
      countChanges(sql, accountScopeId),
      readOutcome(sql, accountScopeId, url),
    ]);
    return page({ offset, changes, total, outcome });
  },
});

/** Who linked, dismissed and took back what. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session } = viewOf(state);
  const { offset, changes, total, outcome } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const last = offset + changes.length;
  const title = t("identity.history");
  return (
    <>
      <Head>
        <title>{`${title} · ${t("identity.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("identity.title")} refreshHref={returnTo}>
        <IdentityTabs t={t} path={url.pathname} />
      </PageHeader>
      <OutcomeNotice {...{ t, outcome, csrfToken, returnTo }} />
      <Panel title={title} meta={t("identity.historyWhy")} flush>
        <ChangeTable {...{ t, changes, csrfToken, returnTo }} />
        <Pager
          t={t}
          label={t("identity.historyPages")}
          position={t("messages.shown", {
            from: changes.length === 0 ? 0 : offset + 1,
            to: last,
            total: t.format.number(total),
          })}
          newerHref={offset > 0
            ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) })
            : null}
          olderHref={last < total ? withQuery(url, { offset: String(last) }) : null}
        />
      </Panel>
    </>
  );
});
