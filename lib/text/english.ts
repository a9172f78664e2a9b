import type { Grammar } from "./grammar.ts";

/** English. */
export const english: Grammar = {
  script: /[a-z]/,
  negations: [
    ...["not", "no", "never", "cannot", "without", "neither", "nor", "none", "don't", "doesn't"],
    ...["didn't", "isn't", "aren't", "wasn't", "weren't", "won't", "can't", "couldn't", "wouldn't"],
    ...["haven't", "hasn't", "hadn't", "shouldn't", "needn't", "dont", "doesnt", "isnt", "cant"],
  ],
  affirmative: [
    "(do not|don't|dont|not|never) forget",
    "(can't|cannot|can not|cant|couldn't|could not|won't|will not) ~4 (until|unless|without|before)",
    "why (not|don't)",
    "(can't|couldn't|wouldn't|won't) (you|we)",
    "not only",
  ],
  auxiliaries: [
    ...["is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "does"],
    ...["do", "did", "should", "must"],
  ],
  breakers: [
    "i",
    "we",
    "they",
    "he",
    "she",
    "i'll",
    "we'll",
    "i've",
    "we've",
    "about",
    "regarding",
  ],
};
