import { english, type KindPatterns, type PhraseBook } from "../../../text/mod.ts";
import type { Act } from "./kinds.ts";

const conditions = ["if", "once", "when", "after", "before", "until", "unless", "as soon as"];
const doubt = [
  ...conditions,
  "whether",
  "should",
  "would",
  "could",
  "cannot",
  "please",
  "need",
  "needs",
];

const patterns = (phrases: string[], rest: Partial<KindPatterns> = {}): KindPatterns => ({
  ...{ unless: doubt, breakers: [], questions: false, ...rest },
  phrases,
});

const yes = "(yes|yep|yeah|ok|okay|sure|fine|agreed|deal|perfect|great|alright|sounds good|" +
  "works for me|works for us|that works|that's fine|booked|confirmed|absolutely|of course|good)";

/** English. */
export const en: PhraseBook<Act> = {
  grammar: english,
  kinds: {
    agreed: patterns([
      "(we|we've|we have|have) ~1 agreed ~2 (on|that|to)",
      "^ ~3 agreed (on|that|to) ~3",
      "as (agreed|discussed and agreed)",
      "(it's|it is|we have|we've got) a deal",
      "(price|fee|date|deadline|scope|budget|terms) (is|are|was|were) ~1 (agreed|settled|fixed)",
      "let's agree on",
    ], { unless: [...conditions, "whether", "not yet", "haven't"] }),
    approved: patterns([
      "(we|i) ~2 (approve|accept) ~4",
      "(is|are|was|were|has been|have been) ~1 (approved|signed off|accepted)",
      "^ (approved|accepted|signed off)",
      "(you have|you've got|here is|here's) ~1 (our|my|the) ~1 (approval|go ahead|green light|ok|sign off)",
      "(please)? (go ahead|proceed) ~3",
      "(design|mockup|mockups|layout|estimate|quote|budget|plan|text|texts|offer|proposal|scope) ~1 approved",
      "you can (start|begin|go ahead|proceed)",
    ], {
      unless: [
        ...conditions,
        "whether",
        "need",
        "needs",
        "waiting",
        "until",
        "cannot",
        "can you",
        "could you",
        "would you",
      ],
    }),
    accepted: patterns([
      `^ ${yes}`,
      `^ ~2 (works|fine|good) for (me|us)`,
      "^ let's do (it|that|this)",
      "^ do it",
    ], {
      unless: [],
    }),
    proposed: patterns([
      "(please|could you|can you|would you) ~4 (approve|confirm|sign off|agree)",
      "(would|does|do|is|are) ~5 (ok|okay|fine|suit|work) ~3 (you|with you)",
      "(shall|should|can|could|may) (we|i) ~8",
      "let us (do|meet|talk|start|agree|say) ~6",
      "let's (do|meet|talk|start|agree|say) ~6",
      "(we|i) (suggest|propose|offer|could|can|would) ~8",
      "(works|suits) (for)? (us|me|you)",
      "(it|this|that|price|cost|total|all) ~3 (is|would be|will be|comes to|costs) ~3 #",
      "how about ~4",
      "for (your|the) (approval|confirmation|sign off)",
    ], { unless: [], questions: true }),
    terms: patterns([
      "(payment|terms|conditions|prepayment|deposit|advance|instalment|instalments|net #|warranty|penalty)",
      "(per|under|according to) ~1 (contract|agreement)",
      "(included|not included|covered) in ~2 (price|scope|contract|agreement)",
      "(per hour|hourly rate|an hour|per month|monthly)",
    ], { unless: [], questions: true }),
  },
};
