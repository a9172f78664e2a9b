/** Who makes a change, for the audit trail. */
export interface Actor {
  accountScopeId: string;
  /** Login of the person, `token:<name>` of a script. */
  actor: string;
  requestId: string | null;
}
