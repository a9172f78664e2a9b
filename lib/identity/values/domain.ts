import { parse } from "tldts";
import { fold } from "../text/fold.ts";
import { words } from "../text/latinise.ts";
import { isFreeMail } from "./free_mail.ts";

/** A company's internet domain. */
export interface Domain {
  /** Registrable: `acme.co.uk` of `www.acme.co.uk`. */
  text: string;
  /** Folded, without suffix: comparable with a company's name. */
  label: string;
}

/** Reads a domain or web address; null for none, and for providers of mailboxes for everyone. */
export function parseDomain(raw: string): Domain | null {
  const { domain, domainWithoutSuffix } = parse(raw.trim().toLowerCase());
  if (domain === null || domainWithoutSuffix === null || isFreeMail(domain)) return null;
  return { text: domain, label: fold(words(domainWithoutSuffix).join("")) };
}
