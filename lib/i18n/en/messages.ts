/** Words of the messages pages. */
export const messages = {
  title: "Messages",
  fromClient: "Client",
  fromTeam: "Team",
  privateNote: "Private note",
  deleted: "Deleted at the source",
  edited: "edited",
  noText: "No text",
  attachmentCount: { one: "{count} attachment", other: "{count} attachments" },
  statusOpen: "Open",
  statusPending: "Pending",
  statusSnoozed: "Snoozed",
  statusResolved: "Resolved",
} as const;
