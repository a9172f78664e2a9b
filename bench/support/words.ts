/** Syllables that words are made of. */
const SYLLABLES =
  "ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va vo za zu"
    .split(" ");

/** The commonest words of a language say nothing, and are in no index. */
const COMMONEST =
  ("the of and to in is that for it as was with be by on not he this are or his from at which but " +
    "have an had they you were their one all we can her has there been if more when will would who so no")
    .split(" ");

/** Distinct words there are. */
const VOCABULARY = 40_000;

/** The word of a rank: the commoner, the shorter. */
function wordOf(rank: number): string {
  let text = "";
  for (let rest = rank + 3; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    text += SYLLABLES[rest % SYLLABLES.length];
  }
  return `${text}n`;
}

const known = Array.from({ length: VOCABULARY }, (_, rank) => COMMONEST[rank] ?? wordOf(rank));

/**
 * So many words as often as words of a language are (Zipf: the n-th commonest one n-th as often as the first),
 * in sentences of a dozen.
 */
export function words(random: () => number, count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const rank = Math.floor(VOCABULARY ** random()) - 1;
    return `${known[rank]}${index % 12 === 11 ? "." : ""}`;
  }).join(" ");
}
