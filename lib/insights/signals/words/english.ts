import { english as grammar, type PhraseBook } from "../../../text/mod.ts";
import type { SaidKind } from "../kinds.ts";

const date = "(deadline|launch|release|go live|milestone|delivery|timeline|schedule|date|sprint)";
const price = "(price|pricing|rate|cost|quote|estimate|invoice|fee|bill|offer|proposal)";
const part =
  "(page|screen|section|feature|field|module|language|filter|report|integration|button|" +
  "form|step|version|export|functionality|requirement|request|change|item|widget)";
const ask = "(could|can|can't|couldn't|would|please|need|want|like|add|include|squeeze|request|" +
  "asks for|asking for)";
const work = "(project|site|website|app|store|shop|brand|product|redesign|rebrand|campaign)";
const system = "(site|website|shop|store|app|server|system|checkout|service|page|production|api)";
const agreed = "(scope|contract|brief|estimate|quote|agreement|sow|proposal|specification|spec)";

/** What clients and teams say in English. */
export const english: PhraseBook<SaidKind> = {
  grammar,
  kinds: {
    delivery_risk: {
      phrases: [
        "(behind|off) (schedule|plan|track)",
        `(miss|slip|postpone|delay|push back|pushing back|move back) ~3 ${date}`,
        `${date} ~3 (slip|slipping|miss|postpone|delayed|pushed back|push back|at risk|in danger|unrealistic)`,
        // "sorry for the delay" is about an answer
        "<!(for the|for my|for our|for this|animation|retry|time|debounce|send|reply) delay !(time|parameter|setting|animation)",
        "(running|are|is|be|we're|it's|already|too|so|again|still|very) late !(reply|answer|night|evening|stage|lately)",
        "late again",
        "(day|days|week|weeks|month|months|hour|hours) late",
        "(overdue|past due) !(invoice|payment|bill)",
        `(won't|can't|cannot|can not|will not|not|unable to) ~2 (make|meet|hit|finish|deliver|ship|be ready|complete) ~4 (${
          date.slice(1, -1)
        }|in time|on time|by)`,
        "(not|never|nothing) ~2 (on|in) time",
        `(worried|concerned|nervous|afraid|anxious) (about|for|by|that)? ~3 ${date}`,
        "(project|launch|release|delivery|go live) ~3 (at risk|in jeopardy)",
        "(we are|we're|work is|project is|still|completely) (blocked|stuck)",
        "(falling|fallen|fell) behind",
      ],
      unless: ["if", "unless", "in case", "congratulations"],
      breakers: [],
      questions: true,
    },
    urgency_increase: {
      phrases: [
        "<!(nothing|less|hardly|how) urgent !(care)",
        "<!(nothing|less|hardly) urgently",
        "asap",
        "as soon as possible",
        "(emergency|emergencies) !(contact|contacts|exit|number|plan)",
        "<!(nothing) critical !(css|path|mass|thinking|review|acclaim)",
        "immediately !(after|before|below|above|visible|following)",
        "(right away|right now|straight away) !(i|we|it's)",
        `${system} ~2 (is|are|went|goes|has gone) ~2 (down|offline|dead|broken)`,
        "(nobody|no one|none of us|customers) (can|can't|cannot|could) ~3 (log|pay|order|open|use|access|buy|sign|work)",
        "(can't|cannot|can not) wait !(to|for|and)",
        "no time (to|left)",
        "(need|needs|needed|want|must have|send|fix) ~6 (today|tonight|within the hour|by tomorrow|by eod|by end of day|this morning)",
        "(top|highest|high) priority",
        "(is|are) on fire",
        "every (minute|hour) (counts|costs)",
      ],
      unless: ["if", "whenever", "unless", "in case"],
      breakers: [],
      questions: true,
    },
    commercial_pressure: {
      phrases: [
        "(give|get|grant|offer|any|need|want|expect|ask for|asking for|negotiate|some|bigger|better|chance of|about) ~2 discount !(code|field|coupon|page|banner|module|logic|card|program|price|rule)",
        `(lower|reduce|cut|bring down|decrease|drop|renegotiate|revise|review|match) ~3 ${price}`,
        "(too|very|so|quite|rather|pretty|really|more|bit|awfully|seems|looks|is) expensive",
        `${price} ~4 (too|so|very|quite|rather|really|bit|unexpectedly|surprisingly) (high|steep|much)`,
        `${price} ~3 (higher|more) than (we|i|you|they|was)? ~2 (expected|agreed|thought|planned|quoted)`,
        "(over|exceed|exceeds|out of|beyond|above) ~2 budget",
        "(can't|cannot|can not|unable to|not) ~2 afford",
        "budget ~4 (cut|frozen|freeze|tight|reduced|shrink|slashed|used up)",
        "(cut|freeze|slash) ~3 budget",
        "(other|another|competing|cheaper|different) (vendor|agency|supplier|studio|contractor|offer|quote|provider)",
        "(someone|somebody|anyone) cheaper",
        "(won't|will not|not|refuse to|refusing to) ~2 pay",
        "(terminate|cancel|end|leave|quit|pause) ~3 (contract|retainer|agreement|cooperation|collaboration|subscription)",
        "(dispute|disputing|challenge) ~3 (invoice|bill|hours)",
        `(invoice|bill) ~4 (lists|shows|wrong|incorrect|twice)`,
        "(value|worth) ~2 (for|the) money",
      ],
      unless: ["thanks", "thank"],
      breakers: ["code", "coupon"],
      questions: true,
    },
    scope_creep: {
      phrases: [
        "(out of|outside|outside of|beyond|over) ~2 scope",
        "scope (creep|growth|extension|increase|change)",
        "scope ~2 (growing|grown|creeping|expanding|changed)",
        `(not|isn't|wasn't|aren't|weren't|never) ~2 (in|part of|within|covered by|included in|covered in) ~3 ${agreed}`,
        "(could|can|can't|couldn't|would) (we|you) ~1 also ~3 (add|get|have|include|build|make|do|put|create)",
        `${ask} ~5 (extra|additional|new|another|one more) ~1 ${part}`,
        `one more (thing|${part.slice(1, -1)})`,
        "while (you are|you're|we are|we're) at it",
        "(small|quick|tiny|little|minor) (addition|extra|favor|favour|feature|tweak) !(is|was|looks|works)",
        "change request",
        `(add|change|changing) ~3 (to|in|of) ~2 (${agreed.slice(1, -1)}|requirements)`,
        "requirements ~2 (changed|grown|growing|keep changing)",
        `on top of (what|the|our)? (we|was|is|you)? ~2 (${agreed.slice(1, -1)}|agreed)`,
        "(third|fourth|fifth|another|yet another) (addition|extra request|change request)",
        "(never|not) ~2 (agreed|quoted|discussed|estimated) ~2 (this|that|it|for)",
      ],
      unless: ["thanks", "thank"],
      breakers: [],
      questions: true,
    },
    upsell_intent: {
      phrases: [
        "(what|how much) (would|will|does|could) ~6 cost",
        "how much (would|will) ~4 (be|charge)",
        "(can|could|please|would) ~2 (quote|estimate|price) ~4 (for|it|this|that|us)",
        "(send|prepare|make|give|need|want) ~3 (quote|proposal|offer|commercial offer) ~1 (for|on) ~3 (new|next|another|second|additional|bigger|mobile|full|support|redesign|phase)",
        `(another|second|next|new|bigger|additional) ~1 ${work} ~4 (in mind|planned|coming|with you|for you|to discuss|next year|next quarter)`,
        `(want|like|plan|planning|thinking of|thinking about|considering|interested in|looking to|discuss) ~5 (redesign|rebrand|rebranding|mobile app|second site|second shop|new site|new website|new app|new shop|new project|another project|support plan|support contract|retainer|seo|audit|marketing|upgrade|next phase|phase two|phase 2|bigger plan)`,
        "(expand|extend|grow|increase|double) ~4 (cooperation|collaboration|contract|retainer|team|package|support hours|newsletter volume|volume)",
        "do you (also)? (do|offer|provide|build|handle) ~4 (seo|marketing|apps|app|support|hosting|branding|audits|design|advertising|training)",
        "(have|got|approved|freed) ~3 (additional|extra|more|new|fresh) ~1 budget",
        "(upgrade|upgrading) ~3 (plan|package|support|setup|tier|license)",
        "(launch|enter|expand|go) ~3 (new market|new country|another country|another market|new brand)",
        "(recommend|recommended|introduce) ~2 you to",
        "(additional|extra|more) (license|seat|hours of support|support hours)",
      ],
      unless: ["if"],
      breakers: [],
      questions: true,
    },
  },
};
