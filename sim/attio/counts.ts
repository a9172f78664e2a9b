import type { AttioState } from "./workspace.ts";

/** What a mirror must hold when it holds everything the workspace holds. */
export interface CrmCounts {
  /** Per object's slug. */
  records: Record<string, number>;
  /** Per list's slug. */
  entries: Record<string, number>;
  notes: number;
  tasks: number;
  openTasks: number;
  members: number;
  /** Title of the deals' stage → how many, and their worth per currency. */
  deals: Record<string, { count: number; value: Record<string, number> }>;
}

/** Counts the workspace's rows. */
export function crmCounts({ tables }: AttioState): CrmCounts {
  const counts: CrmCounts = {
    records: {},
    entries: {},
    notes: tables.notes.size,
    tasks: tables.tasks.size,
    openTasks: [...tables.tasks.values()].filter(({ completed }) => !completed).length,
    members: tables.members.size,
    deals: {},
  };
  for (const { slug, records } of tables.objects.values()) counts.records[slug] = records.size;
  for (const { slug, entries } of tables.lists.values()) counts.entries[slug] = entries.size;
  const deals = tables.objects.get("deals");
  const stages = deals?.attributes.get("stage")?.choices ?? [];
  for (const { values } of deals?.records.values() ?? []) {
    const id = values.stage?.[0]?.data.status;
    const title = stages.find((stage) => stage.id === id)?.title ?? "";
    const stage = counts.deals[title] ??= { count: 0, value: {} };
    stage.count++;
    const { currency_value, currency_code } = values.value?.[0]?.data ?? {};
    if (typeof currency_value !== "number") continue;
    stage.value[String(currency_code)] = (stage.value[String(currency_code)] ?? 0) + currency_value;
  }
  return counts;
}
