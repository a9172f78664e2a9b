import { building, type IconShape, list, mail, messagesSquare } from "@/components/icon/shapes.ts";
import { catalogues, type PlainKey, type Translator } from "@/lib/i18n/mod.ts";
import {
  aboutOf,
  type LinkKind,
  type Reason,
  type ShownRecord,
  type SuggestionRow,
} from "@/lib/identity/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";

const icons: Record<string, IconShape> = {
  chatwoot: messagesSquare,
  linear: list,
  attio: building,
  email: mail,
};

/** The icon of a source. */
export function sourceIcon(source: string): IconShape {
  return icons[source] ?? list;
}

/** A source's name as people write it. */
export function sourceName(source: string, t: Translator): string {
  return source === "email" ? t("identity.sourceEmail") : connectorName(source);
}

/** Where a record comes from, in words; companies made from what contacts say are told apart. */
export function originOf(record: Pick<ShownRecord, "source" | "derived">, t: Translator): string {
  const name = sourceName(record.source, t);
  return record.derived && record.source !== "email"
    ? `${name} · ${t("identity.namedByContacts")}`
    : name;
}

/** What a record is called: its name, else what it is known by. */
export function recordName(
  record: Pick<ShownRecord, "name" | "emails" | "phones" | "domains">,
  t: Translator,
): string {
  return record.name ?? record.emails[0] ?? record.phones[0] ?? record.domains[0] ??
    t("identity.unnamed");
}

/** What a suggestion asks. */
export function questionOf(
  row: Pick<SuggestionRow, "link" | "kind" | "left" | "right">,
  t: Translator,
) {
  return t(`identity.question_${aboutOf(row)}`, {
    left: recordName(row.left, t),
    right: recordName(row.right, t),
  });
}

/** A reason in words; one without words of its own is named as it is. */
export function reasonText({ field, level }: Reason, link: LinkKind, t: Translator): string {
  const words: Record<string, unknown> = catalogues[t.locale].identity;
  const known = words[`reason_${link}_${field}_${level}`] ?? words[`reason_${field}_${level}`];
  return typeof known === "string" ? known : `${field}: ${level}`;
}

/** From this many bits on a reason is strong, and from this many it is more than a hint. */
const STRONG = 8;
const MEDIUM = 3;

/** How much a reason is worth, in words. */
export function strengthText({ bits }: Reason, t: Translator): string {
  const strength = Math.abs(bits) >= STRONG
    ? "strong"
    : Math.abs(bits) >= MEDIUM
    ? "medium"
    : "weak";
  const key: PlainKey = `identity.${strength}${bits > 0 ? "For" : "Against"}`;
  return t(key);
}

/** What a confidence means: how many of a hundred (of a thousand, where nearly all) are right. */
export function confidenceMeaning(confidence: number, t: Translator): string {
  const total = confidence >= 0.995 ? 1000 : 100;
  return t("identity.outOf", { right: Math.round(confidence * total), total });
}
