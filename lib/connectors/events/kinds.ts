/** What the feed tells of, in the order it is offered as a filter. */
export const EVENT_KINDS = [
  "message_sent",
  "client_silent_started",
  "approval_requested",
  "scope_change_detected",
  "stage_started",
  "stage_completed",
  "issue_created",
  "issue_blocked",
  "issue_unblocked",
  "deal_stage_changed",
  "invoice_sent",
  "invoice_paid",
  "note_logged",
  "contact_updated",
  "process_started",
  "process_finished",
  "process_failed",
  "process_warning",
] as const;

/** A kind of event. */
export type EventKind = (typeof EVENT_KINDS)[number];
