/** A language as far as phrases are recognised in it; lists as `pattern.ts` describes them. */
export interface Grammar {
  /** A letter of its script: texts without one are not looked at. */
  script: RegExp;
  negations: readonly string[];
  /** Phrases whose negation denies nothing: "don't forget to", "can't start without". */
  affirmative: readonly string[];
  /** Verbs that may stand between a phrase and the negation behind it: "is not", "has not". */
  auxiliaries: readonly string[];
  /** Words that gaps may not hold, beside negations: a new subject begins another thought. */
  breakers: readonly string[];
}

/** How a kind is recognised; phrases as `pattern.ts` describes them. */
export interface KindPatterns {
  /** One of them is enough. */
  phrases: readonly string[];
  /** Earlier in the same clause they make it something else: a condition, a plan, thanks. */
  unless: readonly string[];
  /** Words that gaps of these phrases may not hold, beside the language's own. */
  breakers: readonly string[];
  /** Whether a question says it too: "is it paid?" does not say that it is. */
  questions: boolean;
}

/** Phrases of one language, by what they say. */
export interface PhraseBook<Kind extends string> {
  grammar: Grammar;
  kinds: Readonly<Record<Kind, KindPatterns>>;
}
