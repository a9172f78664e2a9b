/** Which connection rows belong to, and the vendor's time they were seen at. */
export interface WriteScope {
  connectionId: string;
  accountScopeId: string;
  /** ISO time, the vendor's clock. */
  seenAt: string;
}
