/** What a client's words may be a chance for. */
export const THEMES = ["price", "more", "new_work", "plan", "budget"] as const;

/** One of {@link THEMES}: asks for a price, needs more of what there is, new work, a longer contract, has money. */
export type Theme = (typeof THEMES)[number];
