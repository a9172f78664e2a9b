import type { Translator } from "@/lib/i18n/mod.ts";
import type { ContinuityItem } from "@/lib/insights/mod.ts";

/** The issue of a promise as Markdown: a heading and the description. */
export function issueAsMarkdown(
  { title, description, due_on }: Pick<ContinuityItem, "title" | "description" | "due_on">,
  t: Translator,
): string {
  const heading = title.replace(/[\\`*_[\]<>#]/g, "\\$&");
  const due = due_on === null ? [] : [`${t("continuity.due")}: ${due_on}`];
  return `${[`## ${heading}`, ...due, description].join("\n\n")}\n`;
}

/** A reply that is saved as a Markdown file. */
export function markdownReply(
  name: string,
  parts: AsyncIterable<string>,
): Response {
  const encoder = new TextEncoder();
  async function* bytes() {
    for await (const part of parts) yield encoder.encode(part);
  }
  return new Response(ReadableStream.from(bytes()), {
    headers: {
      "content-type": "text/markdown; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^\w.=-]+/g, "-")}.md"`,
      "cache-control": "no-store",
    },
  });
}
