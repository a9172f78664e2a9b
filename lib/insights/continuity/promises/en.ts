import { english, type PhraseBook } from "../../../text/mod.ts";

const who =
  "(we'll|i'll|we will|i will|we are going to|we're going to|i am going to|i'm going to|let me)";
const work = "(send|deliver|fix|prepare|finish|complete|deploy|share|add|implement|update|upload|" +
  "provide|build|publish|release|set up|write|draft|quote|design|redesign|integrate|migrate|move|" +
  "replace|correct|repair|install|configure|test|translate|connect|extend|remove|change|create|make|" +
  "restore|export|import|estimate|investigate|rework|resend|launch|roll out|document|check)";
const when = "(by|until|before|within|on|tomorrow|today|tonight|this week|next week)";
const state =
  "(ready|done|live|fixed|deployed|finished|delivered|online|on staging|on production|" +
  "in your inbox|available|sent|published|completed|there|up)";

/** English. */
export const en: PhraseBook<"promise"> = {
  grammar: english,
  kinds: {
    promise: {
      phrases: [
        `${who} ~2 ${work} !(sure|sense|up)`,
        `${who} ~1 get ~5 (done|ready|fixed|deployed|live)`,
        `${who} ~1 have ~6 (ready|done|fixed|deployed|live) ~2 ${when}`,
        `(will|gonna|going to) be ~2 ${state} ~3 ${when}`,
        `(will|shall) ~2 (follow|arrive|come) ~2 ${when}`,
        `you ('ll|will|shall)? ~1 (get|receive|have) ~6 (by|until|before|within|on|tomorrow|today|tonight)`,
        `you'll ~1 (get|receive|have) ~6 (by|until|before|within|on|tomorrow|today|tonight)`,
        "(invoices|they|it|that|this|rest) (come|comes|follow|follows) (tomorrow|today|tonight|next week|this week)",
      ],
      unless: [
        ...["if", "once", "when", "whether", "unless", "as soon as", "until", "after", "depending"],
        ...[
          "should",
          "might",
          "could",
          "would",
          "maybe",
          "perhaps",
          "hopefully",
          "expected",
          "hope",
        ],
        ...["you said", "you wrote", "you promised"],
      ],
      breakers: ["you", "try", "see", "let", "think", "discuss", "talk"],
      questions: false,
    },
  },
};
