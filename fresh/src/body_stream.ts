/** What a response can be streamed from: texts or bytes, as they come. */
export type Streamed = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Makes the body of a response of texts and bytes. It ends the iteration when nobody reads on. */
export function bodyStream(parts: Streamed): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const encoded = new TransformStream<string | Uint8Array, Uint8Array>({
    transform(part, controller) {
      controller.enqueue(typeof part === "string" ? encoder.encode(part) : part);
    },
  });
  return ReadableStream.from(parts).pipeThrough(encoded);
}
