/** A project that can be chosen. */
export interface ProjectOption {
  id: string;
  name: string;
  pinned: boolean;
}

/** Projects whose name contains every word of the text, pinned ones first. */
export function matching(projects: readonly ProjectOption[], text: string): ProjectOption[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter((word) => word !== "");
  return projects
    .filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)))
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
}
