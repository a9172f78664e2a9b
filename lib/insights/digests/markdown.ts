import type { Translator } from "../../i18n/mod.ts";
import type { WordedDigest, WordedLine } from "./word_digest.ts";

/** Text that Markdown takes as it is, on one line. */
function plain(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&").trim();
}

/** An address within Markdown's parentheses; a path of ours is made whole. */
function address(href: string, base: string): string {
  return new URL(href, base).href.replace(
    /[()<>\s]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
}

function line({ project, text, note, href }: WordedLine, base: string): string {
  const whose = project === null ? "" : `**${plain(project)}** – `;
  return `- ${whose}[${plain(text)}](${address(href, base)})${
    note === null ? "" : ` – ${plain(note)}`
  }`;
}

/** A digest as a Markdown document. @param base address of this site, for links */
export function digestAsMarkdown(digest: WordedDigest, base: string, t: Translator): string {
  const figures = digest.figures.map(({ label, value, href }) =>
    `- ${plain(label)}: [${value}](${address(href, base)})`
  );
  const sections = digest.sections.map(({ title, total, lines, more }) =>
    [
      `## ${plain(title)} (${t.format.number(total)})`,
      [
        ...lines.map((each) => line(each, base)),
        ...more === null ? [] : [`- [${plain(more.text)}](${address(more.href, base)})`],
      ].join("\n"),
    ].join("\n\n")
  );
  const rest = sections.length === 0 ? [t("digests.quiet")] : sections;
  return `${[`# ${plain(digest.title)}`, figures.join("\n"), ...rest].join("\n\n")}\n`;
}
