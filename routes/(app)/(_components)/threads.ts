import type { Tone } from "@/components/Badge.tsx";
import type { ThreadAttachment, ThreadMessage } from "@/components/thread/Message.tsx";
import type { ThreadSummary } from "@/components/thread/ThreadList.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { MessageRow, ThreadRow } from "@/lib/portfolio/mod.ts";

const statuses: Record<string, { tone: Tone; key: PlainKey }> = {
  open: { tone: "accent", key: "messages.statusOpen" },
  pending: { tone: "warn", key: "messages.statusPending" },
  snoozed: { tone: "neutral", key: "messages.statusSnoozed" },
  resolved: { tone: "good", key: "messages.statusResolved" },
};

/** Statuses a list can be narrowed to. */
export const STATUSES = Object.keys(statuses);

/** A conversation's status in words; one the vendor added later is shown as it came. */
export function threadStatus(status: string, t: Translator): { tone: Tone; text: string } {
  const known = statuses[status];
  return known === undefined
    ? { tone: "neutral", text: status }
    : { tone: known.tone, text: t(known.key) };
}

/** Whom a conversation is with. */
export function contactName(name: string | null, t: Translator): string {
  return name === null || name.trim() === "" ? t("messages.visitor") : name;
}

/** Conversations as the list shows them; `hrefOf` leads to a thread and keeps the list's filters. */
export function threadSummaries(
  rows: readonly ThreadRow[],
  t: Translator,
  now: number,
  hrefOf: (id: string) => string,
): ThreadSummary[] {
  return rows.map((row) => ({
    id: row.id,
    href: hrefOf(row.id),
    contact: contactName(row.contact, t),
    context: row.project_kind === "client" ? row.project : row.inbox ?? t("shell.unassigned"),
    preview: row.preview ?? t("messages.noText"),
    previewBy: row.preview_direction === "outgoing" ? "team" : "client",
    at: row.last_activity_at.toISOString(),
    when: t.format.relative(row.last_activity_at, now),
    status: threadStatus(row.status, t),
    count: t("common.messageCount", { count: row.messages }),
  }));
}

function attachmentsOf(row: MessageRow, t: Translator): ThreadAttachment[] {
  return row.attachments.flatMap((file, index) => {
    // an address of another scheme would be a way to run a script
    if (file.data_url === undefined || !/^https?:\/\//.test(file.data_url)) return [];
    const name = decodeURIComponent(new URL(file.data_url).pathname.split("/").at(-1) ?? "");
    return [{
      id: String(file.id ?? index),
      name: name === "" ? t("messages.unknownFile") : name,
      kind: file.file_type === "image" ? "image" as const : "file" as const,
      href: file.data_url,
    }];
  });
}

/** Messages as the thread shows them, oldest first. */
export function threadEntries(rows: readonly MessageRow[], t: Translator): ThreadMessage[] {
  return rows.map((row) => {
    const spoken = row.direction === "incoming" || row.direction === "outgoing";
    return {
      id: row.id,
      direction: spoken ? row.direction as "incoming" | "outgoing" : "event",
      author: row.sender_name ?? t(spoken ? "messages.visitor" : "messages.system"),
      at: row.at.toISOString(),
      time: t.format.time(row.at),
      day: t.format.longDay(row.at),
      text: row.content,
      private: row.private,
      deleted: row.deleted,
      attachments: attachmentsOf(row, t),
    };
  });
}
