import { codeFrame } from "./code_frame.ts";

/** An error told to developers, as HTML. */
export interface ErrorDetails {
  /** Its name and message, in plain text. */
  title: string;
  /** The same as a heading, the code it comes from and the stack. */
  html: string;
}

/** Tells all there is to know of an error: only for those who may see the code. */
export function errorDetails(error: unknown): ErrorDetails {
  const stacks = causes(error).map(stackOf);
  // What has started it tells more than who has passed it on.
  const frame = codeFrame(stacks.toReversed().join("\n"));
  const title = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const code = frame === null
    ? ""
    : `<p>${escape(`${frame.file}:${frame.line}:${frame.column}`)}</p>
<pre>${
      frame.lines.map(({ number, text }) => {
        const line = escape(`${String(number).padStart(5)} | ${text}`);
        return number === frame.line ? `<mark>${line}</mark>` : `${line}\n`;
      }).join("")
    }</pre>`;
  return {
    title,
    html: `<h1>${escape(title)}</h1>
${code}
<pre>${escape(stacks.join("\nCaused by "))}</pre>`,
  };
}

/** Looks of the details, and of what they may stand in. */
export const DETAILS_STYLE = `
h1 { font-size: 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere }
pre { overflow: auto; padding: 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
mark { background: color-mix(in srgb, red 25%, transparent); color: inherit; display: block }
`;

/** Makes a text part of a document. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** An error and what has caused it, and so on. */
function causes(error: unknown): unknown[] {
  const found = [error];
  for (let at = error; at instanceof Error && at.cause !== undefined; at = at.cause) {
    if (found.includes(at.cause)) break;
    found.push(at.cause);
  }
  return found;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? String(error) : String(error);
}
