/** Words of the portfolio dashboard. */
export const portfolio = {
  title: "Portfolio",
  projects: "Projects",
  messages: "Messages",
  conversations: "Conversations",
  openConversations: "Open conversations",
  medianResponse: "Median response",
  completeness: "Completeness",
  messagesPerDay: "Messages per day",
  responseMinutes: "Response time per day",
  minutes: "minutes",
  incoming: "Incoming",
  outgoing: "Outgoing",
  median: "Median",
  ninetiethPercentile: "90th percentile",
} as const;
