import {
  createDetector,
  type Detector,
  english,
  type Grammar,
  type PhraseBook,
  russian,
} from "../../../text/mod.ts";

/** How a sentence sounds. */
type Feeling = "glad" | "upset";

function book(grammar: Grammar, glad: string[], upset: string[]): PhraseBook<Feeling> {
  const rest = { unless: [], breakers: [] };
  return {
    grammar,
    kinds: {
      glad: { ...rest, phrases: glad, questions: false },
      upset: { ...rest, phrases: upset, questions: true },
    },
  };
}

const inEnglish = book(english, [
  "(great|excellent|perfect|wonderful|fantastic|awesome|brilliant|superb|amazing|lovely)",
  "(happy|satisfied|delighted|impressed|glad) !(to help|to send|to discuss|to call)",
  // "please" has the same stem
  "(am|are|is|very|really|so|well) pleased",
  "(love|loves|loved|enjoy) (it|this|the|your|that)",
  "(thanks|thank you) ~2 (much|lot|quick|great|help|work)",
  "(well done|good job|nice work|great work|exactly what we wanted|exactly what we needed|exactly what i wanted)",
  "(looks|works|looking|working) (good|great|fine|well|nice|perfectly)",
  "no (problems|complaints|issues) ~2 (all|with|so far|anymore)",
], [
  "(disappointed|disappointing|frustrated|frustrating|annoyed|annoying|unhappy|dissatisfied|upset|angry)",
  "(terrible|awful|horrible|unacceptable|ridiculous|poor|disaster|useless|nonsense|mess|shame)",
  "(not|never|isn't|aren't|wasn't|hardly) ~2 (happy|satisfied|pleased|impressed|acceptable|good enough|what we wanted|what i wanted)",
  "(doesn't|does not|still not|don't|didn't|not) (work|working|understand why)",
  "(tired|sick|fed up) ~1 (of|with)",
  "(still|again|keeps) ~2 (broken|wrong|failing|crashing|crash|waiting)",
  "(lost|losing|lose) ~2 (patience|trust|confidence|faith|customers|money|orders)",
  "(nobody|no one) ~2 (answers|answered|replies|replied|cares|listens)",
  "(how many times|how often) (do|must|should|have)",
  "(bad|worse|worst) ~2 (experience|quality|service|communication|work|result)",
]);

const inRussian = book(russian, [
  "(отлично|отличный|прекрасно|прекрасный|замечательно|замечательный|супер|великолепно|здорово|шикарно|классно|круто|идеально)",
  "(довольны|доволен|довольна|рады|рад|рада|счастливы)",
  "(нравится|понравилось|понравился|понравилась|понравились)",
  "(спасибо|благодарю|благодарим) ~2 (большое|огромное|оперативно*|быстр*|помощь|работу|отличн*)",
  "(молодцы|молодец|так держать|то что нужно|лучшие)",
  "все ~1 (работает|устраивает|хорошо|супер|нравится)",
], [
  "(разочарован*|расстроен*|недовол*|раздража*|возмущ*|злит|бесит)",
  "(ужас*|кошмар*|отвратительн*|безобрази*|недопустим*|неприемлем*|позор*|провал)",
  "(плохо|хуже|плохая|плохой|плохие|хуже некуда) !(слышно|видно)",
  "не ~2 (устраива*|довол*|нрав*|удовлетвор*)",
  "(опять|снова|все еще|до сих пор) ~2 (не работает|сломал*|ошибк*|ждем|криво|глючит)",
  "(надоел*|устали|сколько можно|достало)",
  "(никто не) ~1 (отвечает|реагирует|слышит|отвечал)",
  "(теряем|потеряли|теряю) ~2 (терпение|доверие|клиентов|деньги|заказы)",
  "(не понимаю|непонятно|не понимаем) ~1 (почему|зачем|за что)",
  "нет никакой реакции",
]);

const detect: Detector<Feeling> = createDetector(["glad", "upset"], [inEnglish, inRussian], {
  stems: true,
});

/** How a message sounds: from −1, upset, to 1, glad; null where nothing tells. */
export interface Sounding {
  score: number | null;
  /** The sentence it is told by. */
  words: string | null;
}

/**
 * Scores a message by a lexicon: upset −1, glad 1, both at once −0.5, since a thank-you beside a
 * complaint is manners.
 */
export function soundingOf(text: string): Sounding {
  const found = new Map(detect(text).map(({ kind, sentence }) => [kind, sentence]));
  const [glad, upset] = [found.get("glad"), found.get("upset")];
  if (upset !== undefined) return { score: glad === undefined ? -1 : -0.5, words: upset };
  return glad === undefined ? { score: null, words: null } : { score: 1, words: glad };
}
