import { english } from "../../../text/mod.ts";
import type { Language } from "./language.ts";

const approval = "(approval|sign off|signoff|go ahead|green light)";
const draft =
  "(design*|mockup*|mock ups|mock up|layout*|estimate*|quote*|budget*|plan|copy|texts|" +
  "draft*|proposal*|concept*|wireframe*|scope|brief|spec|specification|version|logo|prototype*)";
const agreed = "(scope|brief|spec|specification|agreement|contract|estimate|quote|proposal|sow)";
const part = "(page*|screen*|section*|feature*|field*|module*|language*|filter*|report*|" +
  "integration*|button*|payment*|login|tab*|form*|step*|program*|app|shop|catalog*|function*|" +
  "chart*|version|widget*|currency|translation*)";
const build = "(add|include|build|implement|create|integrate|design|develop)";
const document = "!(template*|format|number*|software|system|address|reminder*|form*|page*|date*)";
const conditions = ["once", "when", "if", "after", "before", "until", "unless", "as soon as"];
const plans = [
  "will",
  "i'll",
  "we'll",
  "you'll",
  "shall",
  "should",
  "would",
  "whether",
  "going to",
];

/** English. */
export const en: Language = {
  grammar: english,
  kinds: {
    approval_requested: {
      phrases: [
        "(please|pls|kindly) ~5 (approve|sign off)",
        "(can|could|would|will|may|can't|couldn't|wouldn't|won't) you ~6 (approve|sign off)",
        "forget to ~1 (approve|sign off)",
        "do you approve",
        "^ (can|could|would) (the|your) ~2 approve",
        "need you to ~1 (approve|sign off)",
        "(would|do) you mind ~1 (approving|signing off)",
        "^ is it (ok|okay|fine) to (proceed|go ahead|continue|start|launch)",
        "^ (is|are) (the|this|that|these|it|our) ~3 approved",
        `(need|needs|require|requires|await|awaiting|waiting for|waiting on|wait for|pending|seeking|asking for|requesting) ~2 ${approval}`,
        `(get|have|want|love|appreciate) your ~1 ${approval}`,
        `^ (are|is) (you|everyone|everybody|this|it) ~1 (ok|okay|happy|fine) with ~3 ${draft}`,
        `for (your|client|final) ~2 ${approval}`,
        `${approval} (is|are)? (needed|required|pending|outstanding)`,
        "(send|sent|sending|submit|submitted|submitting|share|shared|sharing|ready|up|here|attached) ~6 for approval",
        `(give|send) (us|me|the|your) ~2 (green light|go ahead|ok|okay|approval|sign off)`,
        "(need|needs|await|awaiting|waiting for) your (ok|okay)",
        "let (us|me) know ~2 you ~2 approve",
        `let (us|me) know ~2 you ~2 (happy|ok|okay|fine) with ~3 ${draft}`,
        `(please|pls|kindly|can you|could you|would you) ~2 confirm ~3 ${draft}`,
        `(need|needs|await|awaiting|waiting for) ~1 confirmation ~3 ${draft}`,
        `(haven't|have not) ~1 (received|got|had|seen) ~2 ${approval}`,
        `still no ~1 ${approval}`,
        "(once|as soon as) you ~2 (approve|sign off)",
        `(can't|cannot|can not|unable to) ~5 (without|until) ~3 (approval|approve|approved|sign off|go ahead)`,
      ],
      unless: ["thanks", "thank"],
      breakers: [],
      questions: true,
    },
    scope_change_detected: {
      phrases: [
        "(change*|changing|extend*|expand*|increas*|widen*|adjust*) ~3 scope",
        "add* ~4 to ~2 scope",
        "scope (change*|creep|extension|increase|expansion)",
        "scope (has|have|is)? (changed|grown)",
        `(out of|outside of|outside|beyond) ~3 (scope|brief|contract|agreement|estimate)`,
        `(not|never|isn't|wasn't|aren't|weren't) ~1 (part of|in|within|included in|covered by) ~3 ${agreed}`,
        `on top of ~3 ${agreed}`,
        "change request*",
        "beyond what (we|was|you|they) ~1 (agreed|discussed|quoted|estimated)",
        "(change|changing|extend|extending) ~2 requirements",
        `(can|could|should|want to|like to) (you|we)? extend ~3 (project|contract|agreement|brief)`,
        "any chance (to|of) ~2 (add*|squeez*|includ*|fit*|build*)",
        `(need|want) (one|two|three|a few|some) more ~2 ${part}`,
        `(get|have) (a few|a couple of|some|several|two|three)? (extra|additional) ~1 ${part}`,
        "(prefer|rather have) ~5 instead of",
        `(can|could|would) (you|we) ~2 also ~2 ${build}`,
        `(can|could|should) (you|we) ~2 ${build} ~3 another ~2 ${part}`,
        `(can|could|should) (you|we) ~2 add ~6 ${part}`,
        `(want|need|like|love|decided) to (also|still)? (add|include|have|build) ~4 ${part}`,
        "(need|want|add|like|request*|asks for|asked for) ~3 (additional|extra|new|another) ~1 (feature*|functionality|requirement*|page*|screen*|module*|section*|integration*)",
        "(new|changed|updated|additional) requirements",
        "requirements (have|has)? (changed|grown)",
        "(changed|changing|change) (our|my|their) mind*",
        "instead of ~4 (we|i) (want|need|would like|prefer)",
      ],
      unless: [],
      breakers: [],
      questions: true,
    },
    invoice_sent: {
      phrases: [
        `(sent|issued|emailed|mailed|submitted|forwarded|attached|raised|enclosed) ~4 invoice* ${document}`,
        "(attached|enclosed) (you will find|you'll find|please find) ~3 invoice*",
        `(sending|attaching|forwarding|enclosing|issuing|here's|here is|here are) ~4 invoice* ${document}`,
        "invoice* #? (sent|attached|enclosed|issued|emailed)",
        "invoice* ~3 (is|are|was|were|has been|have been|has just been) (now|just)? (sent|attached|enclosed|issued|emailed)",
        "invoice* ~2 on (its|the) way",
        "invoice* (has|have)? (went|gone) out",
      ],
      unless: [...conditions, ...plans, "payment*"],
      breakers: ["will", "would", "should", "can", "to", "question*"],
      questions: false,
    },
    invoice_paid: {
      phrases: [
        `(paid|settled) ~4 invoice* ${document}`,
        "invoice* #? (paid|settled)",
        "invoice* ~3 (is|are|was|were|has been|have been|got) (now|just|already|fully)? (paid|settled) !(within|monthly|on receipt)",
        "(made|sent|completed|processed) (the|a|your|our)? payment !(form*|page*|method*|module*|reminder*|request*|link*)",
        "payment ~3 (has been|was|is) (made|sent|received|completed|processed|done)",
        "payment (received|sent|made|completed|processed)",
        "payment ~3 (went|gone|came) through",
        "received ~2 payment !(form*|page*|method*|request*)",
        "transfer (has been|was|is) made",
        "(transferred|wired) ~1 (money|amount|sum|funds|payment)",
      ],
      unless: [...conditions, ...plans],
      breakers: [
        "will",
        "would",
        "should",
        "can",
        "to",
        "form*",
        "page*",
        "integration*",
        "gateway*",
        "module*",
        "system*",
        "provider*",
        "method*",
        "button*",
      ],
      questions: false,
    },
  },
  blocked: ["blocked", "on hold"],
};
