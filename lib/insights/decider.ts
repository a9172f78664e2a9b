/** Who decides, for the audit trail. */
export interface Decider {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}
