import type { Translator } from "@/lib/i18n/mod.ts";
import { Message, type ThreadMessage } from "./Message.tsx";

/** Props of {@link Thread}. */
export interface ThreadProps {
  t: Translator;
  /** Oldest first. */
  messages: readonly ThreadMessage[];
  /** Names the list for assistive technology: whom the conversation is with. */
  label: string;
}

/** A conversation, oldest message first, with a line where a new day begins. */
export function Thread({ t, messages, label }: ThreadProps) {
  return (
    <ol class="thread" aria-label={label}>
      {messages.map((message, index) => (
        <li key={message.id} id={`message-${message.id}`} class="thread-entry">
          {message.day !== messages[index - 1]?.day && <p class="thread-day">{message.day}</p>}
          <Message t={t} message={message} />
        </li>
      ))}
    </ol>
  );
}
