import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import {
  conversationsOf,
  listChanges,
  listSuggestions,
  readEntity,
  relatedTo,
} from "@/lib/identity/mod.ts";
import { viewOf } from "@/view.ts";
import { isUuid } from "../(_components)/query.ts";
import { ChangeTable } from "./(_components)/ChangeTable.tsx";
import { ConversationsPanel } from "./(_components)/ConversationsPanel.tsx";
import { RecordsPanel, RelatedPanel, ValuesPanel } from "./(_components)/EntityPanels.tsx";
import { OpenAbout } from "./(_components)/OpenAbout.tsx";
import { plainAddress, readOutcome } from "./(_components)/outcome.ts";
import { OutcomeNotice } from "./(_components)/OutcomeNotice.tsx";
import { recordName } from "./(_components)/words.ts";

/** Rows of each list on the page. */
const MOST = 50;

/** Open suggestions that are named. */
const MOST_OPEN = 10;

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { scope } = viewOf(state);
    const { accountScopeId } = scope;
    const { sql } = state.services;
    const entity = isUuid(params.id!) ? await readEntity(sql, accountScopeId, params.id!) : null;
    if (entity === null) throw new HttpError(404);
    const recordIds = entity.records.map(({ id }) => id);
    const [related, conversations, changes, open, outcome] = await Promise.all([
      relatedTo(sql, accountScopeId, recordIds, MOST),
      conversationsOf(sql, scope, recordIds, MOST),
      listChanges(sql, accountScopeId, { limit: MOST }, { recordIds }),
      listSuggestions(sql, accountScopeId, { recordIds }, { limit: MOST_OPEN }),
      readOutcome(sql, accountScopeId, url),
    ]);
    return page({ entity, related, conversations, changes, open, outcome });
  },
});

/** A person, company, deal or project: all its records, which values count, and how they came together. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, now } = viewOf(state);
  const { entity, related, conversations, changes, open, outcome } = data;
  const { csrfToken } = session;
  const returnTo = plainAddress(url);
  const title = entity.survivors.name?.value ?? recordName(entity.records[0]!, t);
  const isPerson = entity.kind === "person";
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[
          { label: t("identity.title"), href: "/identity" },
          { label: t("identity.groups"), href: "/identity/groups" },
        ]}
        refreshHref={returnTo}
      >
        <Badge>{t(`identity.is_${entity.kind}`)}</Badge>
        <span class="meta figure">
          {t("identity.recordCount", { count: entity.records.length })}
        </span>
      </PageHeader>
      <OutcomeNotice {...{ t, outcome, csrfToken, returnTo }} />
      <OpenAbout t={t} suggestions={open} />
      <ValuesPanel t={t} entity={entity} />
      <RecordsPanel t={t} entity={entity} now={now} />
      <div class="columns">
        <RelatedPanel t={t} related={related} />
        {isPerson && <ConversationsPanel {...{ t, conversations, now }} />}
      </div>
      <Panel title={t("identity.history")} meta={t("identity.historyWhy")} flush>
        <ChangeTable {...{ t, changes, csrfToken, returnTo }} />
      </Panel>
    </>
  );
});
