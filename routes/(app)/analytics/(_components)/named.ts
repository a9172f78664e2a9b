import type { RequestScope } from "@/lib/auth/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/**
 * Figures of client projects by their names; those of what is unassigned last, where `has` says that
 * there are any.
 */
export function named<Row extends { project_id: string }>(
  rows: readonly Row[],
  { projects }: RequestScope,
  t: Translator,
  has: (row: Row) => boolean,
): (Row & { name: string; client: boolean })[] {
  const known = new Map(projects.map((project) => [project.id, project]));
  return rows.flatMap((row) => {
    const project = known.get(row.project_id);
    if (project === undefined) return [];
    const client = project.kind === "client";
    if (!client && !has(row)) return [];
    return [{ ...row, name: client ? project.name : t("drill.unassigned"), client }];
  }).toSorted((a, b) => Number(b.client) - Number(a.client) || a.name.localeCompare(b.name));
}
