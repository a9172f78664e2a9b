import { getDomain } from "tldts";
import { letterBits } from "../text/letters.ts";
import { isFreeMail } from "./free_mail.ts";

/** An e-mail address, taken apart for comparison. */
export interface Email {
  /** Normalised: lower case, no `+tag`, no dots before `gmail.com`. */
  text: string;
  local: string;
  /** Host as written. */
  host: string;
  /** Of the mailbox and of the host, see `letterBits`. */
  letters: readonly [number, number];
  /** Registrable domain of a company's own mail; null for providers anyone can sign up at. */
  domain: string | null;
  /** A mailbox of a function (`info@`, `sales@`), which says little about the person. */
  role: boolean;
}

/** Mailboxes of functions, in English and in the Russian words used in addresses. */
const ROLES = new Set(
  ("abuse accounting accounts admin administrator billing booking buh buhgalteria career careers contact contacts " +
    "customer enquiries feedback finance hello help helpdesk hi hr info inbox invoice invoices job jobs legal mail " +
    "mailbox manager marketing media news newsletter no-reply noreply office order orders partner partners postmaster " +
    "pr press privacy reception root sales secretary security service shop snab store support team test webmaster " +
    "zakaz zakupki").split(" "),
);

/** Reads an address, `null` when the text is none. Spaces, `mailto:` and angle brackets are forgiven. */
export function parseEmail(raw: string): Email | null {
  const text = (/<([^<>]+)>/.exec(raw)?.[1] ?? raw).trim().toLowerCase().replace(/^mailto:/, "");
  const match = /^([^\s@"(),:;<>[\]\\]+)@([^\s@/]+\.[^\s@./]{2,})$/.exec(text);
  if (match === null) return null;
  const host = match[2]!.replace(/^googlemail\.com$/, "gmail.com");
  const untagged = match[1]!.replace(/(?!^)\+.*$/, "");
  const local = host === "gmail.com" ? untagged.replaceAll(".", "") : untagged;
  const registrable = getDomain(host) ?? host;
  return {
    text: `${local}@${host}`,
    local,
    host,
    letters: [letterBits(local), letterBits(host)],
    domain: isFreeMail(registrable) ? null : registrable,
    role: ROLES.has(local),
  };
}

/**
 * Reads an address that a typo may have spoilt, for comparison only: what stands before the first `@` is
 * the mailbox, the rest the host.
 */
export function readEmail(raw: string): Email | null {
  const email = parseEmail(raw);
  if (email !== null) return email;
  const text = raw.trim().toLowerCase().replace(/\s+/g, "");
  if (text.length < 6) return null;
  const [local = "", ...host] = text.split(/@+/);
  const rest = host.join("");
  return {
    text,
    local,
    host: rest,
    letters: [letterBits(local), letterBits(rest)],
    domain: null,
    role: ROLES.has(local),
  };
}
