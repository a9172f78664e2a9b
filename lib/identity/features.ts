import type { CountryCode } from "libphonenumber-js/max";
import { words } from "./text/latinise.ts";
import { prepareCompany } from "./values/company.ts";
import { parseDomain } from "./values/domain.ts";
import { parseEmail } from "./values/email.ts";
import { fillNames } from "./values/fill_names.ts";
import { parseFullName } from "./values/parse_name.ts";
import { normalisePhone } from "./values/phone.ts";

/** A record as its source gives it. */
export interface SourceRecord {
  kind: "person" | "company" | "deal" | "project";
  name: string | null;
  given_name: string | null;
  surname: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  domains: string[];
  conversations: string[];
}

/** The same, normalised for comparison. Names in Latin letters; null where not known. */
export interface Features {
  given_name: string | null;
  surname: string | null;
  emails: string[];
  phones: string[];
  company: string | null;
  company_key: string | null;
  domains: string[];
  conversations: string[];
  tokens: string[];
}

const present = <V>(
  values: (V | null)[],
): V[] => [...new Set(values.filter((value) => value !== null))];

function personName(record: SourceRecord, email: string): { given: string; surname: string } {
  const parsed = record.given_name || record.surname
    ? { given: record.given_name ?? "", surname: record.surname ?? "" }
    // vendors put the address where a name is missing
    : (record.name ?? "").includes("@")
    ? { given: "", surname: "" }
    : parseFullName(record.name ?? "");
  const latin = {
    given: words(parsed.given).join(""),
    surname: words(parsed.surname).join(""),
  };
  return fillNames(latin, email);
}

/** Normalises a record. `region` is the country of phone numbers written without one. */
export function featuresOf(record: SourceRecord, region: CountryCode | null): Features {
  const parsed = record.emails.map(parseEmail);
  const emails = present(parsed.map((email) => email?.text ?? null));
  const person = record.kind === "person";
  const name = person ? personName(record, emails[0] ?? "") : { given: "", surname: "" };
  const label = prepareCompany((person ? record.company : record.name) ?? "");
  return {
    given_name: name.given || null,
    surname: name.surname || null,
    emails,
    phones: present(record.phones.map((phone) => normalisePhone(phone, region))),
    company: (person ? record.company : record.name) || null,
    company_key: label?.folded ?? null,
    domains: present([
      ...(person ? parsed.map((email) => email?.domain ?? null) : []),
      ...record.domains.map((domain) => parseDomain(domain)?.text ?? null),
    ]),
    conversations: record.conversations,
    tokens: [...label?.tokens ?? []],
  };
}
