/** Words about promises that need an issue. */
export const continuity = {
  title: "Promises",
  intro: "What the team promised in chats and what was sold, as issues that can be made in Linear.",
  somebody: "the team",
  conversation: "the conversation",
  unnamedDeal: "a deal without a name",
  promisedBy: "Promised by {author} on {time}.",
  promisedFor: "Promised for {day}.",
  source: "Said in {link}.",
  nextStepOf: "Next step of the deal {deal}, which was won.",
} as const;
