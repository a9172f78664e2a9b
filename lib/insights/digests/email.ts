import type { Translator } from "../../i18n/mod.ts";
import type { WordedDigest, WordedLine, WordedSection } from "./word_digest.ts";

/** Styles within each element: mail programs drop style sheets. Colours hold on light and dark. */
const STYLE = {
  body: "margin:0;padding:24px;background:#ffffff;color:#1a1a17;" +
    "font:14px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif",
  box: "max-width:640px;margin:0 auto",
  h1: "font-size:20px;line-height:1.3;margin:0 0 16px",
  h2: "font-size:15px;line-height:1.3;margin:24px 0 8px",
  table: "border-collapse:collapse;width:100%",
  label: "padding:4px 0;border-bottom:1px solid #e4e3de;text-align:left;font-weight:normal",
  value: "padding:4px 0;border-bottom:1px solid #e4e3de;text-align:right",
  list: "margin:0;padding:0 0 0 18px",
  item: "margin:0 0 6px",
  link: "color:#3454d1",
  note: "color:#5e5d56",
  foot: "margin:24px 0 0;color:#5e5d56",
} as const;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

function anchor(text: string, href: string, base: string): string {
  return `<a href="${escape(new URL(href, base).href)}" style="${STYLE.link}">${escape(text)}</a>`;
}

function item({ project, text, note, href }: WordedLine, base: string): string {
  const whose = project === null ? "" : `<strong>${escape(project)}</strong> – `;
  const beside = note === null ? "" : ` <span style="${STYLE.note}">– ${escape(note)}</span>`;
  return `<li style="${STYLE.item}">${whose}${anchor(text, href, base)}${beside}</li>`;
}

function section({ title, total, lines, more }: WordedSection, base: string, t: Translator) {
  const rest = more === null
    ? ""
    : `<li style="${STYLE.item}">${anchor(more.text, more.href, base)}</li>`;
  return `<h2 style="${STYLE.h2}">${escape(title)} (${t.format.number(total)})</h2>` +
    `<ul style="${STYLE.list}">${lines.map((line) => item(line, base)).join("")}${rest}</ul>`;
}

/**
 * A digest as the HTML of an e-mail: one document with its styles in place and nothing that runs or is
 * loaded.
 *
 * @param base address of this site, for links
 * @param page the digest's own page
 */
export function digestAsEmail(
  digest: WordedDigest,
  { base, page }: { base: string; page: string },
  t: Translator,
): string {
  const figures = digest.figures.map(({ label, value, href }) =>
    `<tr><th scope="row" style="${STYLE.label}">${escape(label)}</th>` +
    `<td style="${STYLE.value}">${anchor(value, href, base)}</td></tr>`
  ).join("");
  const sections = digest.sections.length === 0
    ? `<p>${escape(t("digests.quiet"))}</p>`
    : digest.sections.map((each) => section(each, base, t)).join("");
  const title = escape(digest.title);
  return `<!doctype html>\n<html lang="${t.locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${title}</title></head>` +
    `<body style="${STYLE.body}"><div style="${STYLE.box}"><h1 style="${STYLE.h1}">${title}</h1>` +
    `<table style="${STYLE.table}">${figures}</table>${sections}` +
    `<p style="${STYLE.foot}">${
      anchor(t("digests.openInTower"), page, base)
    }</p></div></body></html>\n`;
}
