import { catalogues, type Translator } from "@/lib/i18n/mod.ts";

/** What the vendors' streams are called for people, by the names the sync engine uses. */
export function streamNames(t: Translator): Record<string, string> {
  return {
    inboxes: t("connectors.streamInboxes"),
    agents: t("connectors.streamAgents"),
    labels: t("connectors.streamLabels"),
    contacts: t("connectors.streamContacts"),
    conversations: t("connectors.streamConversations"),
    messages: t("connectors.streamMessages"),
    teams: t("connectors.streamTeams"),
    users: t("connectors.streamUsers"),
    projects: t("connectors.streamProjects"),
    project_updates: t("connectors.streamProjectUpdates"),
    workflow_states: t("connectors.streamWorkflowStates"),
    cycles: t("connectors.streamCycles"),
    issues: t("connectors.streamIssues"),
    comments: t("connectors.streamComments"),
    attachments: t("connectors.streamAttachments"),
    companies: t("connectors.streamCompanies"),
    people: t("connectors.streamPeople"),
    deals: t("connectors.streamDeals"),
    lists: t("connectors.streamLists"),
    entries: t("connectors.streamEntries"),
    notes: t("connectors.streamNotes"),
    tasks: t("connectors.streamTasks"),
    workspace_members: t("connectors.streamWorkspaceMembers"),
  };
}

/** The texts of the sync panel in the translator's language, ready to pass to the island. */
export function syncWords(t: Translator) {
  const { connectors } = catalogues[t.locale];
  return {
    syncNow: t("connectors.syncNow"),
    stop: t("connectors.stop"),
    starting: t("connectors.starting"),
    stopping: t("connectors.stopping"),
    outcomes: {
      succeeded: t("connectors.finished"),
      failed: t("connectors.failed"),
      stopped: t("connectors.stopped"),
    },
    actionFailed: t("errors.actionFailed"),
    refresh: t("shell.refresh"),
    streams: streamNames(t),
    records: connectors.recordCount,
    perSecond: connectors.perSecond,
    remaining: connectors.remaining,
  };
}
