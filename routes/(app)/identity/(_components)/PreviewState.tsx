import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { refreshCw } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { LastPreview } from "@/lib/identity/mod.ts";
import type { JobState } from "@/workers/mod.ts";

/** Props of {@link PreviewState}. */
export interface PreviewStateProps {
  t: Translator;
  preview: LastPreview | null;
  /** The job that compares the records; null before a worker has run. */
  job: JobState | null;
  csrfToken: string;
  returnTo: string;
  /** Epoch milliseconds. */
  now: number;
}

/** What this is, when the records were last compared, and the button to compare them again. */
export function PreviewState(props: PreviewStateProps) {
  const { t, preview, job, csrfToken, returnTo, now } = props;
  const ended = job?.last_run?.finished_at ?? preview?.at ?? null;
  const looked = job?.state === "running"
    ? t("identity.looking")
    : ended === null
    ? t("identity.neverLooked")
    : t("identity.lastLooked", { time: t.format.relative(ended, now) });
  const compared = preview === null ? null : t("identity.compared", {
    people: t("identity.people", { count: preview.figures.person?.records ?? 0 }),
    companies: t("identity.companies", { count: preview.figures.company?.records ?? 0 }),
  });
  return (
    <div class="spread">
      <p class="muted lead">{t("identity.intro")}</p>
      <div class="cluster">
        <span class="meta figure">
          {[looked, compared].filter((text) => text !== null).join(" · ")}
        </span>
        {job !== null && (
          <PostForm
            action="/identity/preview"
            csrfToken={csrfToken}
            hidden={{ return_to: returnTo }}
          >
            <Button size="small" icon={refreshCw} testId="look-again">
              {t("identity.lookAgain")}
            </Button>
          </PostForm>
        )}
      </div>
    </div>
  );
}
