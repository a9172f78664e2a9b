/** Something at the vendor that is to be read again. */
export interface EntityRef {
  /** The vendor's name of its kind. */
  type: string;
  id: string;
}

/** A request as it came. */
export interface RawDelivery {
  headers: Headers;
  /** The body's bytes: what was signed. */
  body: Uint8Array;
}

/** A delivery whose signature holds. */
export interface Delivery {
  /** The vendor's id of it, the same when it is sent again; null where it gives none. */
  id: string | null;
}

/** Why a delivery is refused. */
export type Refusal = "bad_signature" | "too_old";

/** How a vendor signs its webhooks, and what they are about. */
export interface WebhookRules {
  /**
   * Checks signature and time.
   *
   * @param secret what the vendor signs with; null: it signs nothing, its address is the secret
   * @param now epoch milliseconds
   */
  verify(delivery: RawDelivery, secret: string | null, now: number): Promise<Delivery | Refusal>;
  /** What a delivery's body says has changed; nothing for events that do not matter. */
  refs(body: unknown): EntityRef[];
}
