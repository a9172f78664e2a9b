import type { ContainerNode } from "preact";

/**
 * Stands for what lies between two sibling nodes as if it were an element of its own, so that
 * Preact can own it without an element being put around it.
 */
export function rootFragment(start: ChildNode, end: ChildNode): ContainerNode {
  // Not kept: what is between the nodes may be moved together with them.
  const parentOf = () => start.parentNode as Element;
  const childNodes = () => {
    const nodes: ChildNode[] = [];
    for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) {
      nodes.push(node);
    }
    return nodes;
  };
  // Preact skips comments when it looks for the node to insert before, and so may have left us.
  const insertBefore = (node: Node, before: Node | null) => {
    const ours = before !== null &&
      (before.compareDocumentPosition(end) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return parentOf().insertBefore(node, ours ? before : end);
  };
  const root = {
    nodeType: 1,
    get parentNode() {
      return parentOf();
    },
    // Tells HTML from SVG.
    get namespaceURI() {
      return parentOf().namespaceURI;
    },
    get childNodes() {
      return childNodes();
    },
    get firstChild() {
      return childNodes()[0] ?? null;
    },
    contains: (node: Node | null) => childNodes().some((child) => child.contains(node)),
    insertBefore,
    appendChild: (node: Node) => insertBefore(node, null),
    removeChild: (node: Node) => parentOf().removeChild(node),
  };
  return root as unknown as ContainerNode;
}
