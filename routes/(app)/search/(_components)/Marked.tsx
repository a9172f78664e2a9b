import { markTerms } from "./mark.ts";

/** A text with the question's words marked. */
export function Marked({ text, terms }: { text: string; terms: ReadonlySet<string> }) {
  return (
    <>
      {markTerms(text, terms).map(({ text, match }, index) =>
        match ? <mark key={index}>{text}</mark> : text
      )}
    </>
  );
}
