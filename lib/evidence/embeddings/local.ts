import { plain, termsOf } from "../text/terms.ts";
import { type Embedder, type EmbeddingInput, normalise } from "./embedder.ts";

/** Numbers of a vector: few enough for an index in the embedded database, many enough to tell texts apart. */
const DIMENSIONS = 256;

/** Letters of the pieces words are cut into, so that misspelt and inflected words are alike. */
const PIECE = 4;

/** What a piece counts beside a word, and a word of the title beside one of the text. */
const PIECE_WEIGHT = 0.3;
const TITLE_WEIGHT = 2;

/** A hash that scatters well (FNV-1a with a final mix), 32 bits. */
function hash(text: string, kind: number): number {
  let value = 2166136261 ^ kind;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Long words say more than short ones: all that is known of a word without a collection. */
const wordWeight = (word: string) => Math.min(1, word.length / 8) + 0.2;

function countFeatures(
  text: string,
  weight: number,
  words: Map<string, number>,
  pieces: Map<string, number>,
): void {
  for (const term of termsOf(text)) words.set(term, (words.get(term) ?? 0) + weight);
  const letters = ` ${(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;
  for (let at = 0; at + PIECE <= letters.length; at++) {
    const piece = letters.slice(at, at + PIECE);
    pieces.set(piece, (pieces.get(piece) ?? 0) + weight * PIECE_WEIGHT);
  }
}

/** Stems and pieces of words, each at the place and with the sign its hash says (feature hashing). */
function embedOne({ title, text }: EmbeddingInput): Float32Array {
  const words = new Map<string, number>();
  const pieces = new Map<string, number>();
  if (title !== "") countFeatures(title, TITLE_WEIGHT, words, pieces);
  countFeatures(text, 1, words, pieces);
  const vector = new Float32Array(DIMENSIONS);
  const put = (feature: string, kind: number, value: number) => {
    const place = hash(feature, kind);
    vector[place % DIMENSIONS]! += place >>> 31 === 1 ? value : -value;
  };
  for (const [word, count] of words) put(word, 1, Math.sqrt(count) * wordWeight(word));
  for (const [piece, count] of pieces) put(piece, 2, Math.sqrt(count));
  return normalise(vector);
}

/**
 * Vectors made here, of the words and pieces of words alone: the same text has the same vector
 * everywhere, nothing is downloaded and nobody is asked. They find misspelt and inflected words; what a
 * word means they do not know.
 */
export const localEmbedder: Embedder = {
  model: `local-1:${DIMENSIONS}`,
  dimensions: DIMENSIONS,
  // they know the words that BM25 knows better: they only find what has none of them
  weight: 0.01,
  batch: 200,
  embed: (inputs) => Promise.resolve(inputs.map(embedOne)),
};
