import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import type { PlainKey } from "@/lib/i18n/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { type JobState, listJobs } from "@/workers/mod.ts";
import { jobName, resultOf, secondsIn, stateOf } from "./(_components)/words.ts";

const notices: Record<string, PlainKey> = {
  requested: "jobs.requested",
  paused: "jobs.paused",
  resumed: "jobs.resumed",
};

export const handler = define.handlers({
  async GET({ state }) {
    return page({ jobs: await listJobs(state.services.sql, actorOf(state).accountScopeId) });
  },
});

/** Background work: state, last and next run, duration; run now, pause. */
export default define.page<typeof handler>(({ data: { jobs }, state, url }) => {
  const { t, session, now } = viewOf(state);
  const done = notices[url.searchParams.get("done") ?? ""];
  const action = (job: JobState, name: "run" | "pause" | "resume", label: PlainKey) => (
    <PostForm
      action="/jobs/change"
      csrfToken={session.csrfToken}
      hidden={{ job: job.name, action: name }}
    >
      <Button size="small" variant={name === "run" ? "secondary" : "ghost"}>{t(label)}</Button>
    </PostForm>
  );
  return (
    <>
      <Head>
        <title>{`${t("jobs.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("jobs.title")} refreshHref="/jobs" />
      {done !== undefined && <Notice tone="good" title={t(done)} />}
      <Panel title={t("jobs.all")} meta={t("jobs.intro")} flush>
        <Table
          caption={t("jobs.title")}
          rows={jobs}
          rowKey={({ name }) => name}
          rowHref={({ name }) => `/jobs/${name}`}
          testId="jobs"
          columns={[
            {
              key: "name",
              header: t("jobs.name"),
              grow: true,
              cell: (job) => jobName(job.name, t),
            },
            {
              key: "state",
              header: t("jobs.state"),
              cell: (job) => {
                const { tone, text } = stateOf(job, t);
                return <Badge tone={tone}>{text}</Badge>;
              },
            },
            {
              key: "last",
              header: t("jobs.lastRun"),
              secondary: true,
              cell: ({ last_run: run }) => {
                if (run === null) return t("jobs.never");
                const { tone, text } = resultOf(run, t);
                return (
                  <span class="cluster">
                    <Badge tone={tone}>{text}</Badge>
                    {t.format.relative(run.started_at, now)}
                  </span>
                );
              },
            },
            {
              key: "duration",
              header: t("jobs.duration"),
              numeric: true,
              secondary: true,
              cell: ({ last_run: run }) => run === null ? "" : secondsIn(run.seconds, t),
            },
            {
              key: "next",
              header: t("jobs.nextRun"),
              secondary: true,
              cell: (job) =>
                job.state === "paused"
                  ? ""
                  : job.next_run_at.getTime() <= now
                  ? t("jobs.due")
                  : t.format.relative(job.next_run_at, now),
            },
            {
              key: "actions",
              header: "",
              cell: (job) => (
                <div class="cluster">
                  {action(job, "run", "jobs.runNow")}
                  {job.state === "paused"
                    ? action(job, "resume", "jobs.resume")
                    : action(job, "pause", "jobs.pause")}
                </div>
              ),
            },
          ]}
        />
      </Panel>
    </>
  );
});
