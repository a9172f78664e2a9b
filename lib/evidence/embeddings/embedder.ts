/** What is embedded: a chunk with its document's title, or a question, which has none. */
export interface EmbeddingInput {
  title: string;
  text: string;
}

/** Turns texts into vectors whose angles say how alike the texts are. */
export interface Embedder {
  /** Names the vectors: those of different models are never compared. */
  model: string;
  dimensions: number;
  /** What the cosine of two of its vectors counts in a search, beside BM25: more for one that knows meanings. */
  weight: number;
  /** Texts of one call, at most. */
  batch: number;
  /**
   * Vectors of length 1, in the order of the texts; null where the model gave none.
   *
   * @throws {VendorError} when the model cannot be asked
   */
  embed(inputs: readonly EmbeddingInput[], signal?: AbortSignal): Promise<(Float32Array | null)[]>;
}

/** Scales a vector to length 1; one of zeros stays as it is. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** A vector as the database reads it. */
export function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (value) => Number(value.toPrecision(5))).join(",")}]`;
}
