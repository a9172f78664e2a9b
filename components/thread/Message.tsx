import type { Translator } from "@/lib/i18n/mod.ts";
import { Icon } from "../icon/Icon.tsx";
import { fileText, image, lock, trash } from "../icon/shapes.ts";

/** A file sent with a message. */
export interface ThreadAttachment {
  id: string;
  name: string;
  kind: "image" | "file";
  href: string;
}

/** A message ready to show. */
export interface ThreadMessage {
  id: string;
  /** `event` for what the system noted: assignments, status changes. */
  direction: "incoming" | "outgoing" | "event";
  author: string;
  /** ISO 8601. */
  at: string;
  /** `12:04`. */
  time: string;
  /** The day's heading: `Mon, 23 Nov 2026`. */
  day: string;
  /** Line breaks are kept; `null` when there are only attachments. */
  text: string | null;
  /** A note of the team the client never saw. */
  private: boolean;
  deleted: boolean;
  attachments: readonly ThreadAttachment[];
}

function Attachments({ attachments }: { attachments: readonly ThreadAttachment[] }) {
  return (
    <ul class="message-attachments">
      {attachments.map(({ id, name, kind, href }) => (
        <li key={id}>
          <a href={href} target="_blank" rel="noopener noreferrer">
            <Icon shape={kind === "image" ? image : fileText} />
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** One message: who, when, the text, its files, and whether it is private or deleted. */
export function Message({ t, message }: { t: Translator; message: ThreadMessage }) {
  if (message.direction === "event") {
    return (
      <p class="message-event">
        {message.text} <time dateTime={message.at}>{message.time}</time>
      </p>
    );
  }
  const classes = ["message", `message-${message.direction}`];
  if (message.private) classes.push("message-private");
  if (message.deleted) classes.push("message-deleted");
  return (
    <article class={classes.join(" ")}>
      <header class="message-head">
        <strong>{message.author}</strong>
        <span>
          {t(message.direction === "incoming" ? "messages.fromClient" : "messages.fromTeam")}
        </span>
        <time dateTime={message.at}>{message.time}</time>
      </header>
      {message.private && (
        <p class="message-mark">
          <Icon shape={lock} />
          {t("messages.privateNote")}
        </p>
      )}
      {message.deleted
        ? (
          <p class="message-mark">
            <Icon shape={trash} />
            {t("messages.deleted")}
          </p>
        )
        : message.text !== null && <p class="message-text">{message.text}</p>}
      {message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
    </article>
  );
}
