/** Public face of insights: what is concluded from the sources' rows, with the rows behind it. */
export { createOfficeClock, type OfficeClock, type OfficeHours } from "./office_hours.ts";
export { detectSaid } from "./signals/words/said.ts";
export {
  SAID_KINDS,
  type SaidKind,
  SIGNAL_KINDS,
  SIGNAL_STATUSES,
  type SignalKind,
  type SignalStatus,
} from "./signals/kinds.ts";
