import {
  type Asked,
  countBurnUp,
  type FinanceReport,
  reportFinance,
  reportWork,
  type WorkReport,
} from "@/lib/insights/mod.ts";
import type { State } from "@/lib/services.ts";

/** When a report was counted. */
interface Counted {
  as_of: string;
}

async function kept<Report>(
  { services: { portfolio, clock } }: State,
  name: string,
  { accountScopeId, projectIds, from, to, timeZone }: Asked,
  count: () => Promise<Report>,
): Promise<Report & Counted> {
  const scope = { accountScopeId, projectIds: [...projectIds] };
  return await portfolio.keep(scope, name, [from, to, timeZone], async () => ({
    ...await count(),
    as_of: new Date(clock.now()).toISOString(),
  }));
}

/** Messages, answers and work of the days, at most 90 s old and never older than the last job. */
export function workReport(state: State, asked: Asked): Promise<WorkReport & Counted> {
  return kept(state, "work", asked, () => reportWork(state.services.sql, asked));
}

/** Money of the days with the work that is left, kept as `workReport` is. */
export function financeReport(
  state: State,
  asked: Asked,
): Promise<{ finance: FinanceReport; burnUp: WorkReport["burn_up"] } & Counted> {
  const { sql } = state.services;
  return kept(state, "finance", asked, async () => {
    const [finance, burnUp] = await Promise.all([
      reportFinance(sql, asked),
      countBurnUp(sql, asked),
    ]);
    return { finance, burnUp };
  });
}
