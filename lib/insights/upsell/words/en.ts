import { english, type KindPatterns, type PhraseBook } from "../../../text/mod.ts";
import type { Theme } from "./themes.ts";

const us = "(we|i|our|management|marketing|sales|team|the board)";
const wish = "(want|need|like|love|plan|consider|hope|decide|look|think)";
const thing =
  "(shop|store|site|website|app|portal|module|integration|dashboard|api|platform|feature|" +
  "export|report|language|country|market|region|branch|brand|newsletter|campaign|landing page)";
const trouble = [
  "bug",
  "error",
  "problem",
  "issue",
  "complaint",
  "outage",
  "down",
  "broken",
  "refund",
];

const patterns = (phrases: string[], rest: Partial<KindPatterns> = {}): KindPatterns => ({
  ...{ unless: trouble, breakers: [], questions: true, ...rest },
  phrases,
});

/** English; words are compared by their stems. */
export const en: PhraseBook<Theme> = {
  grammar: english,
  kinds: {
    price: patterns([
      "(what|how much) would ~6 cost",
      "(what|how much) (will|does|do) ~5 (new|bigger|larger|extra|additional|second|another|more|upgrade|extension) ~4 cost",
      "(send|give|prepare|make|get) (us|me) ~2 (quote|offer|estimate|proposal|price)",
      "(please|can you|could you|would you) ~2 (quote|price) (it|this|that|us)",
      "(need|want|like|request) ~2 (quote|offer|estimate|proposal) for",
      "(what is|what's) ~2 (price|rate|fee) (for|of) ~3 (new|bigger|larger|extra|additional|second|another|more)",
    ], { unless: [...trouble, "invoice"] }),
    more: patterns([
      `(double|triple|increase|grow|scale|raise) ~4 (volume|traffic|user|order|shop|team|capacity|budget|number|newsletter|catalogue)`,
      "(more|additional|extra) (user|seat|licence|license|hour|capacity|storage|traffic)",
      `(two|three|four|five|several|another|more|second) ~2 (shop|store|site|website|branch|brand|country|language|market|region) ~6`,
      "(roll|rolling) ~3 out (to|in) ~4",
      "(expand|expanding) (to|into) ~4",
    ], { unless: [...trouble, "complain"] }),
    new_work: patterns([
      `(can|could|would|will) you (also|additionally) ~2 (build|develop|create|design|do|make|set up|take over|offer|help) ~8`,
      `(can|could) (we|you) ~2 (also|additionally) (get|have|add|include|order) ~8`,
      `${us} ~2 ${wish} ~3 (new|another|second|additional) ~3 ${thing}`,
      `(start|launch|plan|do|have) ~2 (new|another|second|next) (project|phase|campaign)`,
      `(next|second|new) (phase|project|stage) ~6 (budget|start|plan|discuss|with you)`,
      "(do|can) you (also|ever)? ~1 (offer|provide|do) ~3 (hosting|support|seo|design|marketing|training|analytics|mobile|consulting|audit)",
    ]),
    plan: patterns([
      "(renew|extend|prolong) ~3 (contract|agreement|support|licence|license|plan|subscription|retainer)",
      "(upgrade|switch|move) ~3 (to|plan) ~3 (plan|package|tier|tariff|version|premium|enterprise|pro)",
      "(support|maintenance|service) (plan|contract|package|agreement) ~4 (year|month|next|need|want|interested)",
      "(interested|interest) in ~4 (support|maintenance|retainer|upgrade|package|plan)",
      "(long term|longer) (contract|agreement|cooperation)",
    ]),
    budget: patterns([
      "(budget|money|funding) ~3 (approved|available|left|free|for next|was approved|is approved)",
      "(have|got|get|receive) ~3 (budget|funding) ~2 (for|to|left)",
      "(approve|release|increase) ~3 budget",
    ]),
  },
};
