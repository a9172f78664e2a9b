/**
 * What people write, in English and Russian: sentences and their words, phrases found in them with
 * regard to negation, and stems.
 * @module
 */
export {
  createDetector,
  createNameMatcher,
  type Detected,
  type Detector,
  type DetectorOptions,
} from "./detector.ts";
export { english } from "./english.ts";
export type { Grammar, KindPatterns, PhraseBook } from "./grammar.ts";
export { russian } from "./russian.ts";
export { type Sentence, sentencesOf } from "./sentences.ts";
export { createStemmer } from "./stem.ts";
