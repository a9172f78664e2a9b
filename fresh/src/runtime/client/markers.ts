/** Something between two comments of the server. */
export interface Marked {
  start: Comment;
  end: Comment;
  /** What the first comment says of it. */
  fields: string[];
}

/** Kinds of what is marked: islands, slots and partials. */
export type MarkedKind = "i" | "s" | "p";

/**
 * Finds all of one kind below a node.
 *
 * @param outermost whether to leave out those within islands
 */
export function findMarked(below: Node, kind: MarkedKind, outermost = false): Marked[] {
  const found: Marked[] = [];
  const open: { marked: Marked; kind: string; counts: boolean }[] = [];
  const walker = (below.ownerDocument ?? document).createTreeWalker(below, NodeFilter.SHOW_COMMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const comment = node as Comment;
    const [, close, type = "", rest = ""] = /^(\/?)frsh:(\w):?(.*)$/.exec(comment.data) ?? [];
    if (type === "") continue;
    if (close) {
      const last = open.pop();
      if (last === undefined) continue;
      last.marked.end = comment;
      if (last.counts && last.marked.start.parentNode === comment.parentNode) continue;
      // The parser moved one of the comments, as it does with what can't be in a table.
      if (last.counts) found.splice(found.indexOf(last.marked), 1);
    } else {
      const marked = {
        start: comment,
        end: comment,
        fields: rest.split(":").map(decodeURIComponent),
      };
      const counts = type === kind && !(outermost && open.some((outer) => outer.kind === "i"));
      if (counts) found.push(marked);
      open.push({ marked, kind: type, counts });
    }
  }
  return found;
}

/** The comment that ends what another one starts, among its siblings; null when there is none. */
export function endOf(start: Comment): Comment | null {
  let depth = 0;
  for (let node: ChildNode | null = start; node; node = node.nextSibling) {
    if (node.nodeType !== Node.COMMENT_NODE) continue;
    const { data } = node as Comment;
    if (data.startsWith("frsh:")) depth++;
    else if (data.startsWith("/frsh:") && --depth === 0) return node as Comment;
  }
  return null;
}

/** The nodes between two siblings. */
export function nodesBetween(start: ChildNode, end: ChildNode | null): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) {
    nodes.push(node);
  }
  return nodes;
}
