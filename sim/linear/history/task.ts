/** A piece of work, and what is said about it. */
export interface Task {
  title: string;
  label: "Bug" | "Feature" | "Design" | "Content" | "Performance" | "Infrastructure";
  points: 1 | 2 | 3 | 5 | 8;
  description?: string;
  talk?: readonly string[];
}

/** A client of the agency; those of the Chatwoot history fit. */
export interface HistoryClient {
  name: string;
  language: "en" | "ru";
}

/** How the work for a client goes. */
export interface Manner {
  /** Issues made in the time the history covers. */
  issues: number;
  /** Working days a point takes. */
  daysPerPoint: number;
  /** Share of issues of the past that are still open, most of them overdue. */
  lateShare: number;
  /** Share of open issues that are blocked. */
  blockedShare: number;
  health: "onTrack" | "atRisk" | "offTrack";
  /** Days since anything moved. */
  quietDays: number;
}

/** In the order of the Chatwoot history's clients: who waits for answers there is late here. */
export const manners: readonly Manner[] = [
  {
    issues: 30,
    daysPerPoint: 0.7,
    lateShare: 0.02,
    blockedShare: 0.05,
    health: "onTrack",
    quietDays: 0,
  },
  {
    issues: 26,
    daysPerPoint: 0.9,
    lateShare: 0.05,
    blockedShare: 0.1,
    health: "onTrack",
    quietDays: 0,
  },
  {
    issues: 26,
    daysPerPoint: 1.2,
    lateShare: 0.15,
    blockedShare: 0.2,
    health: "atRisk",
    quietDays: 1,
  },
  {
    issues: 24,
    daysPerPoint: 1.8,
    lateShare: 0.4,
    blockedShare: 0.4,
    health: "offTrack",
    quietDays: 2,
  },
  {
    issues: 20,
    daysPerPoint: 1,
    lateShare: 0.3,
    blockedShare: 0.6,
    health: "atRisk",
    quietDays: 9,
  },
  {
    issues: 28,
    daysPerPoint: 0.9,
    lateShare: 0.1,
    blockedShare: 0.1,
    health: "onTrack",
    quietDays: 0,
  },
  { issues: 24, daysPerPoint: 0.6, lateShare: 0, blockedShare: 0, health: "onTrack", quietDays: 0 },
  {
    issues: 18,
    daysPerPoint: 1.5,
    lateShare: 0.5,
    blockedShare: 0.3,
    health: "offTrack",
    quietDays: 15,
  },
];
