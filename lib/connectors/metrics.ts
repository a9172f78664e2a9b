import { Gauge, type Registry } from "prom-client";
import type { Clock, HttpClient, Sql } from "../platform/mod.ts";

/** What the figures of connections are read from. */
export interface ConnectorMetricsTools {
  sql: Sql;
  http: HttpClient;
  clock: Clock;
  /** Percent below which completeness raises an alarm, unless a scope sets its own. */
  completenessMinPct: number;
}

interface ConnectionFigures {
  connection: string;
  connector: string;
  base_url: string;
  last_synced_at: Date | null;
  completeness: number | null;
  threshold: number;
  waiting: number;
  dead_letters: number;
}

/** Each connection with its newest comparison and its open errors, in one query. */
async function readFigures(
  { sql, completenessMinPct }: ConnectorMetricsTools,
): Promise<ConnectionFigures[]> {
  return await sql<ConnectionFigures[]>`
    select c.id as connection, c.connector, c.base_url, c.last_synced_at, r.completeness,
      coalesce(s.completeness_min_pct, ${completenessMinPct})::float8 as threshold,
      coalesce(e.waiting, 0)::int as waiting, coalesce(e.dead_letters, 0)::int as dead_letters
    from connections c
    join account_scopes s on s.id = c.account_scope_id
    left join (
      select distinct on (connection_id) connection_id, completeness_pct::float8 as completeness
      from reconciliation_runs order by connection_id, at desc
    ) r on r.connection_id = c.id
    left join (
      select connection_id, count(*) filter (where status = 'waiting') as waiting,
        count(*) filter (where status = 'dead_letter') as dead_letters
      from error_queue where status in ('waiting', 'dead_letter') group by connection_id
    ) e on e.connection_id = c.id
    where c.status <> 'paused'
    order by c.id`;
}

/**
 * Adds the figures of all connections to a registry, read whenever it is asked for: completeness in
 * percent with its threshold and whether it is below it, seconds since the data was last complete,
 * open errors, and where the circuit breaker of the vendor's host stands. A paused connection has
 * none. While the database cannot be read, `connector_figures_up` is 0 and the others are absent.
 */
export function watchConnectors(registry: Registry, tools: ConnectorMetricsTools): void {
  let reading: Promise<boolean> | null = null;
  // the registry asks all of them at once: one reading serves them
  const refresh = () =>
    reading ??= read().then(() => true, () => (all.forEach((each) => each.reset()), false))
      .finally(() => reading = null);
  const gauge = (name: string, help: string, ...labels: string[]) =>
    new Gauge({
      ...{ name, help, labelNames: labels, registers: [registry] },
      collect: async () => void await refresh(),
    });
  const of = ["connector", "connection"];
  const completeness = gauge(
    "connector_completeness_pct",
    "Share of the source's rows that are here, percent",
    ...of,
  );
  const threshold = gauge(
    "connector_completeness_min_pct",
    "Percent of completeness below which an alarm is raised",
    ...of,
  );
  const below = gauge(
    "connector_completeness_below_threshold",
    "1 while completeness is below its threshold, else 0",
    ...of,
  );
  const lag = gauge(
    "connector_lag_seconds",
    "Seconds since the moment up to which the source has been read",
    ...of,
  );
  const errors = gauge(
    "connector_errors_open",
    "Failing rows by state: waiting for a retry, or dead letters",
    ...of,
    "state",
  );
  const breaker = gauge(
    "connector_breaker_open",
    "Circuit breaker of the vendor's host: 0 closed, 0.5 half open, 1 open",
    "host",
  );
  const all = [completeness, threshold, below, lag, errors, breaker];

  async function read(): Promise<void> {
    for (const each of all) each.reset();
    const now = tools.clock.now();
    const figures = await readFigures(tools);
    for (const { connection, connector, last_synced_at, ...figure } of figures) {
      const labels = { connector, connection };
      threshold.set(labels, figure.threshold);
      if (figure.completeness !== null) {
        completeness.set(labels, figure.completeness);
        below.set(labels, figure.completeness < figure.threshold ? 1 : 0);
      }
      if (last_synced_at !== null) lag.set(labels, (now - last_synced_at.getTime()) / 1000);
      errors.set({ ...labels, state: "waiting" }, figure.waiting);
      errors.set({ ...labels, state: "dead_letter" }, figure.dead_letters);
    }
    for (const host of new Set(figures.map(({ base_url }) => new URL(base_url).host))) {
      const { state } = await tools.http.breaker(host);
      breaker.set({ host }, state === "closed" ? 0 : state === "open" ? 1 : 0.5);
    }
  }

  new Gauge({
    name: "connector_figures_up",
    help: "1 when the figures of connections could be read, else 0",
    registers: [registry],
    async collect() {
      this.set(await refresh() ? 1 : 0);
    },
  });
}
