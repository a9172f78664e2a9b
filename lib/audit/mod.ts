/** Public face of the audit trail. */
export {
  type AuditEntry,
  type AuditEvent,
  type EvidenceRef,
  listAudit,
  recordAudit,
} from "./audit.ts";
export { keepTables, type KeptTable } from "./retention.ts";
