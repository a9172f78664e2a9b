/** Words about what was agreed in chats. */
export const agreements = {
  title: "Agreements",
  intro: "What clients and the team said yes to in chats: approvals, prices, deadlines, terms.",
  words: "Words",
  kind_approval: "Approval",
  kind_terms: "Terms",
  kind_price: "Price",
  kind_deadline: "Deadline",
  status_standing: "Standing",
  status_noted: "Noted",
  status_confirmed: "Confirmed",
  status_dismissed: "Dismissed",
  search: "Words",
  count: { one: "{count} agreement", other: "{count} agreements" },
  emptyOpen: "No agreements yet",
  emptyOpenWhy: "Nobody approved or agreed to anything in the chats of the last two months.",
  said: "In their words",
} as const;
