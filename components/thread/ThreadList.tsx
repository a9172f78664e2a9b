import type { Translator } from "@/lib/i18n/mod.ts";
import { Badge, type Tone } from "../Badge.tsx";

/** A conversation in a list. */
export interface ThreadSummary {
  id: string;
  href: string;
  /** The person written with. */
  contact: string;
  /** Company, inbox or project: what tells it from others. */
  context: string;
  /** The last message, in one line. */
  preview: string;
  /** Who wrote it. */
  previewBy: "client" | "team";
  /** ISO 8601 time of the last message. */
  at: string;
  /** The same for people. */
  when: string;
  status: { tone: Tone; text: string };
  /** `3 messages`. */
  count: string;
}

/** Props of {@link ThreadList}. */
export interface ThreadListProps {
  t: Translator;
  threads: readonly ThreadSummary[];
  label: string;
  /** The one shown beside the list. */
  currentId?: string;
}

/** Conversations, newest first; each opens its thread. */
export function ThreadList({ t, threads, label, currentId }: ThreadListProps) {
  return (
    <ul class="thread-list" aria-label={label}>
      {threads.map((thread) => (
        <li key={thread.id}>
          <a
            class="thread-link"
            href={thread.href}
            aria-current={thread.id === currentId ? "true" : "false"}
          >
            <span class="thread-line">
              <strong class="thread-contact">{thread.contact}</strong>
              <time dateTime={thread.at}>{thread.when}</time>
            </span>
            <span class="thread-preview">
              {thread.previewBy === "team" && (
                <span class="thread-by">{t("messages.fromTeam")}:</span>
              )}
              {thread.preview}
            </span>
            <span class="thread-line">
              <span class="thread-context">{thread.context} · {thread.count}</span>
              <Badge tone={thread.status.tone} icon={null}>{thread.status.text}</Badge>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
