import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { likelyTarget, listContinuity, listTargets, rowsBehind } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { DecisionPanel } from "../(_components)/decided/DecisionPanel.tsx";
import { EvidencePanel, shownRows } from "../(_components)/decided/EvidencePanel.tsx";
import { projectNames } from "../(_components)/decided/list.ts";
import { outcomeIn, plainAddress } from "../(_components)/decided/outcome.ts";
import { OutcomeNotice } from "../(_components)/decided/OutcomeNotice.tsx";
import { isUuid } from "../(_components)/query.ts";
import { explain } from "../(_components)/sources.ts";
import { ApplyForm } from "./(_components)/ApplyForm.tsx";
import { isLate, noonOf, TONES } from "./(_components)/words.ts";

export const handler = define.handlers({
  async GET({ state, params }) {
    const { request } = viewOf(state);
    const { sql, connectors } = state.services;
    if (!isUuid(params.id!)) throw new HttpError(404);
    const { accountScopeId } = request;
    const projectIds = request.projects.map(({ id }) => id);
    const filter = { projectIds, status: "open", id: params.id! } as const;
    const [item] = await listContinuity(sql, accountScopeId, filter, { limit: 1 });
    if (item === undefined) throw new HttpError(404);
    const [rows, connections] = await Promise.all([
      rowsBehind(sql, [item]),
      connectors.issues.connections(accountScopeId),
    ]);
    const targets = await listTargets(sql, accountScopeId, connections);
    return page({ item, rows, targets, likely: likelyTarget(targets, item.project_id) });
  },
});

/** A promise: its issue as it would be made, what it rests on, and what was decided. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request, now } = viewOf(state);
  const { item, rows, targets, likely } = data;
  const { id, status, title, due_on, issue_url, issue_identifier } = item;
  const returnTo = plainAddress(url);
  const { csrfToken } = session;
  const outcome = outcomeIn(url);
  const open = status === "proposed" || status === "applying";
  const form = { action: "/continuity/decide", csrfToken, returnTo };
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[{ label: t("continuity.title"), href: "/continuity" }]}
        refreshHref={returnTo}
      >
        <Badge>{projectNames(request).get(item.project_id) ?? ""}</Badge>
        <Badge tone={TONES[status]}>{t(`continuity.status_${status}`)}</Badge>
        {due_on !== null && (
          <Badge tone={isLate(item, t, now) ? "bad" : "neutral"}>
            {`${t("continuity.due")}: ${t.format.day(noonOf(due_on, t), now)}`}
          </Badge>
        )}
      </PageHeader>
      {outcome.refused === "vendor"
        ? (
          <Notice tone="bad" title={t("continuity.refused")} testId="outcome">
            {explain(t, "linear", { code: outcome.why, message: null, fix: null }).title}{" "}
            {t("continuity.refusedFix")}
          </Notice>
        )
        : <OutcomeNotice t={t} outcome={outcome} {...form} />}
      <div class="columns">
        <Panel
          title={t(open ? "continuity.preview" : "continuity.said")}
          actions={
            <>
              {issue_url !== null && (
                <Button href={issue_url} size="small" external>
                  {t("continuity.openIssue", { issue: issue_identifier ?? "" })}
                </Button>
              )}
              <Button href={`/continuity/${id}/issue.md`} size="small" testId="as-markdown">
                {t("continuity.asMarkdown")}
              </Button>
            </>
          }
        >
          {!open || targets.length === 0
            ? (
              <div class="stack">
                {open && (
                  <Notice title={t("continuity.noTargets")}>{t("continuity.noTargetsWhy")}</Notice>
                )}
                <pre class="preview-text">{item.description}</pre>
              </div>
            )
            : <ApplyForm {...{ t, item, targets, likely, csrfToken, returnTo }} />}
        </Panel>
        <DecisionPanel
          t={t}
          id={id}
          standing={{ ...item, status: t(`continuity.status_${status}`) }}
          choices={status === "proposed"
            ? [{ value: "export", label: t("decided.export") }]
            : status === "exported" || status === "dismissed"
            ? [{ value: "undo", label: t("decided.undo") }]
            : []}
          dismissible={status === "proposed"}
          now={now}
          {...form}
        />
      </div>
      <EvidencePanel t={t} items={shownRows(item.evidence, rows, t, now)} />
    </>
  );
});
