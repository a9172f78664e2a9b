/** Who asks, for the audit trail. */
export interface Asker {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}
