import type { MessageKey, Translator } from "../../i18n/mod.ts";
import type { SignalFacts } from "../signals/found.ts";
import type { SignalKind } from "../signals/kinds.ts";
import type { ActionKind } from "./plan.ts";

/** A signal as a draft is written about it. */
export interface DraftAbout {
  kind: SignalKind;
  facts: SignalFacts;
  /** Name of the client's project. */
  project: string;
}

/** First name, or a greeting without one. */
function greeting(t: Translator, contact: string | null | undefined): string {
  const [first] = (contact ?? "").trim().split(/\s+/);
  return first === undefined || first === ""
    ? t("drafts.hello")
    : t("drafts.helloTo", { name: first });
}

/**
 * Words to begin with: a message to the client, or a note for the team where the client is not the one
 * to be written to. In the language of the translator.
 */
export function draftFor(t: Translator, action: ActionKind, about: DraftAbout): string {
  const { kind, facts, project } = about;
  const hello = greeting(t, facts.contact);
  const name = facts.name ?? project;
  switch (action) {
    case "escalate":
      return t("drafts.escalate", { name: name === project ? name : `${project}: ${name}` });
    case "replan":
      return t("drafts.replan", { name, count: facts.issues ?? facts.count });
    case "unblock":
      return t("drafts.unblock", { name, identifier: facts.identifier ?? "" });
    case "set_next_step":
      return t("drafts.set_next_step", { name });
    case "check_in":
      return kind === "deal_stalled"
        ? t("drafts.check_in_deal", { name })
        : t("drafts.check_in", { hello, project });
    case "reply":
      return kind === "slow_response"
        ? t("drafts.reply_slow", { hello })
        : t("drafts.reply_urgent", { hello });
    case "call_client":
      return kind === "sentiment_drop"
        ? t("drafts.call_mood", { hello, project })
        : t("drafts.call_price", { hello, project });
    default: {
      const key: MessageKey = `drafts.${action}`;
      return t(key, { hello, project });
    }
  }
}
