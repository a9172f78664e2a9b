/** A row that a figure was counted from. */
export interface FactorRef {
  table: string;
  id: string;
}

/** One part of a score: what was measured, and the points it takes off 100. */
export interface Factor {
  /** What it is a part of: the client's health, or the trust in the figures. */
  of: "health" | "trust";
  factor:
    | "signals"
    | "overdue"
    | "silence"
    | "response"
    | "completeness"
    | "failures"
    | "staleness"
    | "no_source";
  /** Points for each unit of the value. */
  weight: number;
  /** Points it takes off at most. */
  limit: number;
  value: number;
  points: number;
  /** Points more (worse) or fewer than at the end of the day before; null when that is not known. */
  change: number | null;
  /** Rows it was counted from, over all of them. */
  rows: number;
  /** The newest of them, at most 50. */
  evidence: FactorRef[];
}

/** A score of 0 to 100 with all it is made of. */
export interface Score {
  score: number;
  factors: Omit<Factor, "change">[];
}

/** An open signal, as health sees it. */
export interface OpenSignal {
  id: string;
  kind: string;
  severity: number;
  confidence: number;
}

/** What presses on a client's health. */
export interface HealthPressures {
  /** Open signals, the gravest first. */
  signals: readonly OpenSignal[];
  /** How many open issues are overdue. */
  overdue: number;
  /** Ids of the newest of them. */
  overdueIds: readonly string[];
}

/** Points of health for each unit, and at most. */
const HEALTH = {
  signals: { weight: 0.8, limit: 40 },
  overdue: { weight: 2, limit: 30 },
  // a signal of severity 4 alone takes half of what silence and slow answers may take together
  talk: { weight: 2.5, limit: 20 },
} as const;

/** Rows named at most. */
const MOST = 50;

const rounded = (value: number) => Math.round(value * 100) / 100;

/** 100 less all points, within 0 and 100. */
function total(factors: readonly Omit<Factor, "change">[]): number {
  const points = factors.reduce((sum, factor) => sum + factor.points, 0);
  return rounded(Math.min(100, Math.max(0, 100 - points)));
}

function refs(table: string, ids: readonly string[]): FactorRef[] {
  return ids.slice(0, MOST).map((id) => ({ table, id }));
}

/**
 * A client's health: clamp(100 − min(40, Σ 0.8·severity·confidence of open signals)
 * − min(30, 2·overdue issues) − min(20, 2.5·(severity of silence + severity of slow answers)), 0, 100).
 */
export function healthOf({ signals, overdue, overdueIds }: HealthPressures): Score {
  const weighed = rounded(
    signals.reduce((sum, { severity, confidence }) => sum + severity * confidence, 0),
  );
  let left: number = HEALTH.talk.limit;
  const talk = (factor: "silence" | "response", kind: string): Omit<Factor, "change"> => {
    const open = signals.filter((signal) => signal.kind === kind);
    const value = Math.max(0, ...open.map(({ severity }) => severity));
    const points = Math.min(left, HEALTH.talk.weight * value);
    left -= points;
    return {
      ...{ of: "health", factor, ...HEALTH.talk, value, points, rows: open.length },
      evidence: refs("signals", open.map(({ id }) => id)),
    };
  };
  const factors: Omit<Factor, "change">[] = [
    {
      ...{ of: "health", factor: "signals", ...HEALTH.signals, value: weighed },
      points: rounded(Math.min(HEALTH.signals.limit, HEALTH.signals.weight * weighed)),
      rows: signals.length,
      evidence: refs("signals", signals.map(({ id }) => id)),
    },
    {
      ...{ of: "health", factor: "overdue", ...HEALTH.overdue, value: overdue, rows: overdue },
      points: Math.min(HEALTH.overdue.limit, HEALTH.overdue.weight * overdue),
      evidence: refs("linear_issues", overdueIds),
    },
    talk("silence", "client_silent"),
    talk("response", "slow_response"),
  ];
  return { score: total(factors), factors };
}

/** A source that a project's figures are counted from. */
export interface TrustedSource {
  connection_id: string;
  status: string;
  /** Percent; null before the first comparison. */
  completeness_pct: number | null;
  /** Rows at the source, at least 1. */
  weight: number;
  /** Hours since it was read; null: never. */
  hours: number | null;
  open_errors: number;
}

/** Points of trust for each unit, and at most. */
const TRUST = {
  completeness: { weight: 1, limit: 40 },
  failures: { weight: 1, limit: 30 },
  staleness: { weight: 1, limit: 30 },
  no_source: { weight: 100, limit: 100 },
} as const;

/** What a failure weighs: a source that needs attention, a record that cannot be read, a failing job. */
const FAILURE = { source: 20, record: 2, job: 5 } as const;

/** A source is read every 15 minutes; up to this many hours it counts as fresh. */
const FRESH_HOURS = 1;

/**
 * How far a project's figures can be trusted: 100 less the percent missing (at most 40), technical
 * failures (20 a source that needs attention, 5 a failing job, 2 a record; at most 30) and the hours
 * beyond the first since the oldest source was read (at most 30). Without a source: 0.
 */
export function trustOf(sources: readonly TrustedSource[], failingJobs: number): Score {
  const ids = (some: readonly TrustedSource[]) =>
    refs("connections", some.map(({ connection_id }) => connection_id));
  if (sources.length === 0) {
    const none = { of: "trust", factor: "no_source", ...TRUST.no_source } as const;
    return { score: 0, factors: [{ ...none, value: 1, points: 100, rows: 0, evidence: [] }] };
  }
  const compared = sources.filter((source) => source.completeness_pct !== null);
  const weight = compared.reduce((sum, source) => sum + source.weight, 0);
  const complete = compared.reduce(
    (sum, source) => sum + source.weight * source.completeness_pct!,
    0,
  );
  // what was never compared is not known to be complete
  const missing = rounded(weight === 0 ? 100 : 100 - complete / weight);
  const failing = sources.filter((source) =>
    source.status === "needs_attention" || source.open_errors > 0
  );
  const failures = FAILURE.job * failingJobs +
    failing.reduce(
      (sum, { status, open_errors }) =>
        sum + (status === "needs_attention" ? FAILURE.source : 0) + FAILURE.record * open_errors,
      0,
    );
  const hours = Math.max(
    ...sources.map((source) => source.hours ?? FRESH_HOURS + TRUST.staleness.limit),
  );
  const stale = Math.min(TRUST.staleness.limit, Math.max(0, Math.floor(hours - FRESH_HOURS)));
  const of = "trust" as const;
  const factors: Omit<Factor, "change">[] = [
    {
      ...{ of, factor: "completeness", ...TRUST.completeness, value: missing },
      ...{ points: Math.min(TRUST.completeness.limit, missing), rows: compared.length },
      evidence: ids(compared),
    },
    {
      ...{ of, factor: "failures", ...TRUST.failures, value: failures },
      ...{ points: Math.min(TRUST.failures.limit, failures), rows: failing.length },
      evidence: ids(failing),
    },
    {
      ...{ of, factor: "staleness", ...TRUST.staleness, value: stale, points: stale },
      ...{ rows: sources.length, evidence: ids(sources) },
    },
  ];
  return { score: total(factors), factors };
}
