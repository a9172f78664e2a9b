import type { CompanyName } from "../values/company.ts";
import type { Domain } from "../values/domain.ts";
import type { Chances } from "./chance.ts";
import type { Column } from "./column.ts";
import { compareValues } from "./compare_value.ts";
import { companyLevel, companySlot } from "./levels.ts";
import type { Comparator, Slot } from "./slot.ts";

const domainSlot: Slot = {
  name: "domain",
  levels: ["exact", "label", "different"],
  m: [0.7, 0.08, 0.22],
  u: [1e-5, 1e-4, 0.99989],
};
// asked where names, or domains, cannot be compared with each other
const nameInDomain: Slot = {
  name: "name_in_domain",
  levels: ["exact", "within", "different"],
  m: [0.5, 0.2, 0.3],
  u: [1e-4, 1e-3, 0.9989],
};

/** Shorter beginnings than this are found in too many names. */
const SHORTEST = 5;

/** Level of a company's name and the label of a domain: 1 the same, 2 one begins with the other, 3 different. */
export function nameInDomainLevel(name: CompanyName, domain: Domain): number {
  if (name.folded === domain.label) return 1;
  const begins = name.folded.startsWith(domain.label) || domain.label.startsWith(name.folded);
  return begins && Math.min(name.folded.length, domain.label.length) >= SHORTEST ? 2 : 3;
}

/** Compares companies by their names and domains, and one's name with the other's domain. */
export function compareCompanies(
  names: Column<CompanyName>,
  nameChances: Chances,
  domains: Column<Domain>,
  domainChances: Chances,
): Comparator {
  const byName = compareValues(companySlot, names, nameChances, companyLevel);
  const byDomain = compareValues(
    domainSlot,
    domains,
    domainChances,
    (a, b) => a.label === b.label ? 2 : 3,
  );
  const of = <V>(column: Column<V>, record: number) =>
    [...column.ids.subarray(column.start[record]!, column.start[record + 1]!)].map((id) =>
      column.values[id]!
    );
  const across = (i: number, j: number) => {
    let best = 0;
    for (const name of of(names, i)) {
      for (const domain of of(domains, j)) {
        const level = nameInDomainLevel(name, domain);
        if (best === 0 || level < best) best = level;
      }
    }
    return best;
  };
  return {
    slots: [companySlot, domainSlot, nameInDomain],
    compare(i, j, out, at) {
      byName.compare(i, j, out, at);
      byDomain.compare(i, j, out, at + 1);
      out.level[at + 2] = 0;
      out.chance[at + 2] = 0;
      if (out.level[at] !== 0 && out.level[at + 1] !== 0) return;
      const [one, two] = [across(i, j), across(j, i)];
      out.level[at + 2] = one === 0 || two === 0 ? Math.max(one, two) : Math.min(one, two);
    },
  };
}
