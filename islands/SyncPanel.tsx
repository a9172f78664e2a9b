import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "@/lib/i18n/mod.ts";
import { Button } from "../components/Button.tsx";
import { postForm } from "../components/form/post.ts";
import { refreshCw, square } from "../components/icon/shapes.ts";
import { listen } from "../components/live/connection.ts";
import type { CompletedMessage, ProgressMessage } from "../components/live/message.ts";
import { describeProgress, type ProgressWords } from "../components/sync/progress.ts";
import { nextPhase, type SyncPhase } from "../components/sync/phase.ts";

/** Props of the island. */
export interface SyncPanelProps {
  connector: string;
  /** The job whose completion ends the connector's sync. */
  job: string;
  /** How far a sync that is running now has come; `null` when none is. */
  running: ProgressMessage["progress"] | null;
  /** Address that starts a sync, posted with `connector`. */
  syncAction: string;
  /** Address that stops it, posted with `connector`. */
  stopAction: string;
  csrfToken: string;
  locale: Locale;
  words: SyncWords;
}

/** Texts of the panel. */
export interface SyncWords extends ProgressWords {
  syncNow: string;
  stop: string;
  starting: string;
  stopping: string;
  outcomes: Record<CompletedMessage["outcome"], string>;
  actionFailed: string;
  /** Label of the link that shows the page anew after a sync. */
  refresh: string;
}

/** Starts and stops a connector's sync and shows its progress as it comes. */
export default function SyncPanel(props: SyncPanelProps) {
  const { connector, job, words, locale } = props;
  const phase = useSignal<SyncPhase>(props.running === null ? "idle" : "running");
  const progress = useSignal(props.running);

  useEffect(() =>
    listen((message) => {
      phase.value = nextPhase(phase.value, message, connector, job);
      if (message.type === "job_progress" && message.progress.connector === connector) {
        progress.value = message.progress;
      } else if (message.type === "job_completed" && message.job === job) {
        progress.value = null;
      }
    }), [connector, job]);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const before = phase.value;
    phase.value = before === "running" ? "stopping" : "starting";
    const form = event.currentTarget as HTMLFormElement;
    if (!await postForm(form, event.submitter)) phase.value = "refused";
  }

  const busy = ["starting", "running", "stopping"].includes(phase.value);
  const view = progress.value === null || !busy
    ? null
    : describeProgress(progress.value, words, locale);
  return (
    <form
      class="sync-panel"
      method="post"
      action={busy ? props.stopAction : props.syncAction}
      onSubmit={submit}
      data-phase={phase.value}
    >
      <input type="hidden" name="csrf_token" value={props.csrfToken} />
      <input type="hidden" name="connector" value={connector} />
      <span class="sync-status" role="status">
        {view === null ? statusText(phase.value, words) : `${view.stream}: ${view.text}`}
        {(phase.value === "succeeded" || phase.value === "stopped") && (
          <a href="">{words.refresh}</a>
        )}
      </span>
      {phase.value === "running" || phase.value === "stopping"
        ? (
          <Button
            size="small"
            icon={square}
            disabled={phase.value === "stopping"}
            testId="sync-stop"
          >
            {words.stop}
          </Button>
        )
        : (
          <Button size="small" icon={refreshCw} disabled={busy} testId="sync-now">
            {words.syncNow}
          </Button>
        )}
      {view !== null && (
        <progress
          class="progress"
          aria-label={view.stream}
          value={view.share ?? undefined}
          max={1}
        />
      )}
    </form>
  );
}

function statusText(phase: SyncPhase, words: SyncWords): string {
  switch (phase) {
    case "idle":
    case "running":
      return "";
    case "starting":
      return words.starting;
    case "stopping":
      return words.stopping;
    case "refused":
      return words.actionFailed;
    default:
      return words.outcomes[phase];
  }
}
