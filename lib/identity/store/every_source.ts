import { attioCompanies, attioDeals, attioMembers, attioPeople } from "./attio.ts";
import { linearProjects, linearUsers } from "./linear.ts";
import { usualSources } from "./preview.ts";
import type { IdentitySource } from "./source.ts";

/** Sources of all connectors. Where one is not connected, its sources give nothing. */
export const everySource: readonly IdentitySource[] = [
  ...usualSources,
  linearUsers,
  linearProjects,
  attioCompanies,
  attioPeople,
  attioMembers,
  attioDeals,
];
