/** What an agreement is about. */
export const AGREEMENT_KINDS = ["approval", "terms", "price", "deadline"] as const;

/** One of {@link AGREEMENT_KINDS}: a yes to what was shown, conditions, money, a day. */
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];

/** What sentences do in an exchange. */
export const ACTS = ["agreed", "approved", "accepted", "proposed", "terms"] as const;

/**
 * One of {@link ACTS}: `agreed` says that both sides agreed; `approved` says yes and to what; `accepted`
 * is a yes that needs something before it; `proposed` is what a yes can answer; `terms` speaks of conditions.
 */
export type Act = (typeof ACTS)[number];
