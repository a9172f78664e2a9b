import { useEffect } from "preact/hooks";

/** Props of {@link SearchKeys}. */
export interface SearchKeysProps {
  /** Id of the field with the question. */
  question: string;
  /** Test id of each piece of evidence. */
  hit: string;
}

/** The evidence after the one in focus, or before it; the first or last at the ends. */
function next(hits: readonly HTMLElement[], forward: boolean): HTMLElement | undefined {
  const at = hits.findIndex((hit) => hit.contains(document.activeElement));
  if (at < 0) return forward ? hits[0] : hits.at(-1);
  return hits[Math.min(hits.length - 1, Math.max(0, at + (forward ? 1 : -1)))];
}

/** Keys of the search page: `/` to the question, J and K through the evidence, Enter opens it. */
export default function SearchKeys({ question, hit }: SearchKeysProps) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const writing = target.closest("input, textarea, select, [contenteditable]") !== null;
      if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
      const hits = [...document.querySelectorAll<HTMLElement>(`[data-testid="${hit}"]`)];
      if (event.key === "/") document.getElementById(question)?.focus();
      else if (event.key === "j" || event.key === "k") next(hits, event.key === "j")?.focus();
      else if (event.key === "Enter" && hits.includes(target)) {
        target.querySelector<HTMLAnchorElement>(".hit-foot a")?.click();
      } else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [question, hit]);
  return null;
}
