import { z } from "zod";
import { type HttpClient, VendorError } from "../../platform/mod.ts";
import { type Embedder, normalise } from "./embedder.ts";

/** An endpoint that speaks OpenAI's embeddings protocol. */
export interface RemoteModel {
  /** Address of the endpoint itself. */
  url: string;
  /** Null for one that asks for none. */
  key: string | null;
  model: string;
  dimensions: number;
  batch: number;
  timeoutMs: number;
}

const reply = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()) })),
});

/** A model that was taught meanings speaks with about half the weight of the words themselves. */
const WEIGHT = 0.3;

/** Longest text that is sent, characters: models cut theirs at about as many tokens. */
const LONGEST = 8000;

/** Asks a model elsewhere. */
export function remoteEmbedder(
  { url, key, model, dimensions, batch, timeoutMs }: RemoteModel,
  http: Pick<HttpClient, "requestJson">,
): Embedder {
  return {
    model: `${model}:${dimensions}`,
    dimensions,
    weight: WEIGHT,
    batch,
    async embed(inputs, signal) {
      const { body } = await http.requestJson(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({
          model,
          input: inputs.map(({ title, text }) => `${title}\n${text}`.trim().slice(0, LONGEST)),
          encoding_format: "float",
        }),
      }, { timeoutMs, signal });
      const read = reply.safeParse(body);
      if (!read.success) {
        throw new VendorError("decode", "not_embeddings", "The reply holds no embeddings");
      }
      const vectors: (Float32Array | null)[] = inputs.map(() => null);
      for (const { index, embedding } of read.data.data) {
        if (index >= inputs.length) continue;
        if (embedding.length !== dimensions) {
          throw new VendorError(
            "config",
            "wrong_dimension",
            `The model gives ${embedding.length} numbers, EMBEDDINGS_DIMENSION says ${dimensions}`,
            { fix: `Set EMBEDDINGS_DIMENSION=${embedding.length}.` },
          );
        }
        vectors[index] = normalise(Float32Array.from(embedding));
      }
      return vectors;
    },
  };
}
