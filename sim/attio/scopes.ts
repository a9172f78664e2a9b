/** Every scope of a token that may read and write all a client of a CRM needs. */
export const fullScopes = [
  "record_permission:read-write",
  "object_configuration:read",
  "list_entry:read-write",
  "list_configuration:read",
  "note:read-write",
  "task:read-write",
  "user_management:read",
  "webhook:read-write",
] as const;

/** Whether the scopes allow what `needed` names; writing includes reading. */
export function allows(scopes: ReadonlySet<string>, needed: string): boolean {
  return scopes.has(needed) ||
    (needed.endsWith(":read") && scopes.has(`${needed}-write`));
}
