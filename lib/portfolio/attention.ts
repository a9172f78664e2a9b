import type { Sql } from "../platform/mod.ts";
import type { ClientRow } from "./clients.ts";

/** An open signal, as far as a sentence needs it. */
export interface Reason {
  id: string;
  kind: string;
  severity: number;
  facts: Record<string, unknown>;
}

/** What to do next about a client. */
export interface NextAction {
  id: string;
  signal_id: string;
  action: string;
  owner: string | null;
  contact: string | null;
  /** `YYYY-MM-DD`. */
  due_on: string;
}

/** A client that needs somebody, with why and what to do. */
export interface Attention extends ClientRow {
  reasons: Reason[];
  action: NextAction | null;
}

/** Clients that are told of in sentences. */
const WORST = 3;

/** Signals a sentence is made of, one a kind. */
const REASONS = 2;

/** Whether something is wrong at all: a client in perfect health needs nobody. */
function needsSomebody({ health, open_risks, overdue_issues }: ClientRow): boolean {
  return (health !== null && health < 100) || open_risks > 0 || overdue_issues > 0;
}

/** The worst three clients that need somebody, each with its gravest signals and its next action. */
export async function worstClients(
  sql: Sql,
  clients: readonly ClientRow[],
): Promise<Attention[]> {
  const worst = clients.filter(needsSomebody).slice(0, WORST);
  if (worst.length === 0) return [];
  const ids = worst.map(({ project_id }) => project_id);
  const [reasons, actions] = await Promise.all([
    sql<(Reason & { project_id: string })[]>`
      select project_id, id, kind, severity, facts from (
        select *, row_number() over (partition by project_id order by severity desc, occurred_at desc, id) as place
        from (
          select distinct on (project_id, kind) project_id, id, kind, severity, facts, occurred_at
          from signals
          where project_id = any (${ids}) and resolved_at is null and status in ('proposed', 'accepted')
          order by project_id, kind, severity desc, occurred_at desc, id
        ) kinds
      ) ranked
      where place <= ${REASONS} order by place`,
    sql<(NextAction & { project_id: string })[]>`
      select distinct on (a.project_id) a.project_id, a.id, a.signal_id, a.action, a.owner,
        s.facts ->> 'contact' as contact, a.due_on::text
      from next_actions a
      join signals s on s.id = a.signal_id and s.resolved_at is null
      where a.project_id = any (${ids}) and a.status in ('proposed', 'accepted')
      order by a.project_id, a.priority desc, a.action = 'escalate', a.due_on, a.id`,
  ]);
  return worst.map((client) => ({
    ...client,
    reasons: reasons.filter(({ project_id }) => project_id === client.project_id)
      .map(({ project_id: _, ...reason }) => reason),
    action: actions.filter(({ project_id }) => project_id === client.project_id)
      .map(({ project_id: _, ...action }) => action)[0] ?? null,
  }));
}
