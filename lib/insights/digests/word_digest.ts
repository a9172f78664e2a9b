import { catalogues, type Translator } from "../../i18n/mod.ts";
import {
  type Digest,
  DIGEST_SECTIONS,
  type DigestFigures,
  type DigestLine,
  type DigestSection,
} from "./digest.ts";

/** A digest in words, ready for any form. Addresses are paths of ours, or a source's own. */
export interface WordedDigest {
  title: string;
  figures: { label: string; value: string; href: string }[];
  sections: WordedSection[];
}

/** A section in words. */
export interface WordedSection {
  key: DigestSection;
  title: string;
  total: number;
  lines: WordedLine[];
  /** `and 12 more`, with the page that has them; null: those were all. */
  more: { text: string; href: string } | null;
}

/** A line in words. */
export interface WordedLine {
  /** Whose it is; null in a digest of one project. */
  project: string | null;
  text: string;
  /** What is said beside it: day, severity, sum. */
  note: string | null;
  href: string;
}

/** The page that holds all of a section, of the digest's days and project where it can be narrowed so. */
function pageOfSection(section: DigestSection, digest: Digest): string {
  const { first_day, last_day, project_id } = digest;
  const days = { from: first_day, to: last_day };
  const rows = (name: string, narrowed: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      ...narrowed,
      ...(project_id === null ? {} : { project: project_id }),
    });
    return query.size === 0 ? name : `${name}?${query}`;
  };
  switch (section) {
    case "risks_opened":
      return rows("/risks");
    case "risks_closed":
      return rows("/risks", { status: "closed" });
    case "signals_opened":
      return rows("/signals");
    case "signals_closed":
      return rows("/signals", { state: "resolved" });
    case "issues_overdue":
      return rows("/rows/overdue_issues");
    case "issues_completed":
      return rows("/rows/completed_issues", days);
    case "deals_moved":
      return rows("/rows/expected_revenue");
    case "promises_due":
      return rows("/continuity");
    case "agreements":
      return rows("/rows/agreements", days);
    case "upsell_found":
      return rows("/upsell");
  }
}

/** Noon of a calendar day, which is on that day in nearly every zone. */
function noon(day: string, t: Translator): Date {
  const utc = new Date(`${day}T12:00:00Z`);
  const shown = t.format.isoDay(utc);
  return shown === day ? utc : new Date(utc.getTime() + (shown < day ? 12 : -12) * 3_600_000);
}

/** A word of the catalogue for a row's kind; the kind itself where there is none. */
function kindText(
  section: "signals" | "agreements",
  kind: string | undefined,
  t: Translator,
): string {
  const words: Record<string, unknown> = catalogues[t.locale][section];
  const known = words[`kind_${kind}`];
  return typeof known === "string" ? known : kind ?? "";
}

function money({ value, currency }: DigestLine, t: Translator): string | null {
  if (value === undefined || value === null) return null;
  return currency == null ? t.format.number(value) : t.format.money(value, currency);
}

const joined = (parts: (string | null)[]) => {
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? null : given.join(" · ");
};

const sentence = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The row's page at its source; null for none, and for what is no page. */
function pageOf({ url }: DigestLine): string | null {
  return url != null && /^https?:/.test(url) && URL.canParse(url) ? url : null;
}

/** A signal or a risk: what it is and what it is about. */
function noticed(line: DigestLine, t: Translator, page: string) {
  const kind = kindText("signals", line.kind, t);
  return {
    text: line.text == null ? kind : `${kind}: ${line.text}`,
    note: t("digests.severity", { severity: line.severity ?? 0 }),
    href: page,
  };
}

function worded(
  section: DigestSection,
  line: DigestLine,
  page: string,
  t: Translator,
): Omit<WordedLine, "project"> {
  const name = line.text ?? t("digests.unnamed");
  const due = line.day == null
    ? null
    : t("digests.dueSince", { day: t.format.longDay(noon(line.day, t)) });
  switch (section) {
    case "signals_opened":
    case "signals_closed":
      return noticed(line, t, `/signals/${line.id}`);
    case "risks_opened":
    case "risks_closed":
      return noticed(line, t, `/risks/${line.id}`);
    case "issues_completed":
    case "issues_overdue":
      return {
        text: `${line.identifier ?? ""} ${name}`.trim(),
        note: due,
        href: pageOf(line) ?? page,
      };
    case "deals_moved": {
      const to = line.to ?? t("digests.noStage");
      const moved = line.from == null
        ? t("digests.movedTo", { to })
        : t("digests.movedFromTo", { from: line.from, to });
      return {
        text: name,
        note: joined([moved, money(line, t)]),
        href: pageOf(line) ?? page,
      };
    }
    case "promises_due":
      return {
        text: name,
        note: joined([due, line.identifier ?? null]),
        href: pageOf(line) ?? `/continuity/${line.id}`,
      };
    case "agreements":
      return {
        text: name,
        note: kindText("agreements", line.kind, t),
        href: `/agreements/${line.id}`,
      };
    case "upsell_found": {
      const conversation = line.text == null
        ? t("digests.conversation")
        : t("digests.inConversation", { name: line.text });
      return {
        text: sentence(line.kind === "deal" ? name : conversation),
        note: joined([t("digests.score", { score: line.score ?? 0 }), money(line, t)]),
        href: `/upsell/${line.id}`,
      };
    }
  }
}

function figuresOf(digest: Digest, t: Translator): WordedDigest["figures"] {
  const { content, kind, last_day } = digest;
  const messages = kind === "daily" ? `/messages/list?day=${last_day}` : "/messages/list?days=7";
  const named: [keyof DigestFigures, Parameters<Translator>[0], string][] = [
    ["messages_in", "digests.messagesIn", messages],
    ["messages_out", "digests.messagesOut", messages],
    ["contacts", "digests.contacts", "/messages"],
    [
      "issues_completed",
      "digests.issuesCompleted",
      pageOfSection("issues_completed", digest),
    ],
    ["issues_created", "digests.issuesCreated", "/rows/open_issues"],
  ];
  return named.map(([key, label, href]) => ({
    label: t(label as "digests.messagesIn"),
    value: t.format.number(content.figures[key]),
    href,
  }));
}

/** What a digest is called: whose, and of which days. */
export function titleOfDigest(
  { kind, first_day, last_day }: Pick<Digest, "kind" | "first_day" | "last_day">,
  of: string,
  t: Translator,
): string {
  const [first, last] = [noon(first_day, t), noon(last_day, t)];
  return kind === "daily"
    ? t("digests.titleDaily", { of, day: t.format.longDay(last) })
    : t("digests.titleWeekly", { of, first: t.format.day(first, last), last: t.format.day(last) });
}

/**
 * A digest in a reader's words: figures, then what changed, each with the page it opens.
 *
 * @param names of projects, by id
 */
export function wordDigest(
  digest: Digest,
  names: ReadonlyMap<string, string>,
  t: Translator,
): WordedDigest {
  const { project_id, content } = digest;
  const of = project_id === null ? t("digests.allClientsTitle") : names.get(project_id) ?? "";
  const sections = DIGEST_SECTIONS.flatMap((key): WordedSection[] => {
    const part = content.sections[key];
    if (part === undefined) return [];
    const rest = part.total - part.lines.length;
    const page = pageOfSection(key, digest);
    return [{
      key,
      title: t(`digests.section_${key}`),
      total: part.total,
      lines: part.lines.map((line) => ({
        project: project_id === null ? names.get(line.project_id) ?? null : null,
        ...worded(key, line, page, t),
      })),
      more: rest > 0 ? { text: t("digests.more", { count: rest }), href: page } : null,
    }];
  });
  return { title: titleOfDigest(digest, of, t), figures: figuresOf(digest, t), sections };
}
