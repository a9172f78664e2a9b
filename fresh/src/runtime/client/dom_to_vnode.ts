import { type ComponentChild, h } from "preact";
import { endOf } from "./markers.ts";

/**
 * Makes elements of nodes the server rendered, such that hydrating the nodes with them changes
 * nothing.
 *
 * @param island makes the element of an island, of the fields of its marker
 */
export function toVNodes(
  nodes: Iterable<ChildNode>,
  island: (fields: string[]) => ComponentChild,
): ComponentChild[] {
  const children: ComponentChild[] = [];
  let skipTo: ChildNode | null = null;
  for (const node of nodes) {
    if (skipTo !== null) {
      if (node === skipTo) skipTo = null;
      continue;
    }
    if (node.nodeType === Node.TEXT_NODE) children.push((node as Text).data);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = node as Element;
      children.push(
        h(element.localName, attributesOf(element), toVNodes([...element.childNodes], island)),
      );
    } else if (node.nodeType === Node.COMMENT_NODE) {
      const [, fields] = /^frsh:i:(.*)$/.exec((node as Comment).data) ?? [];
      if (fields === undefined) continue;
      children.push(island(fields.split(":").map(decodeURIComponent)));
      skipTo = endOf(node as Comment);
    }
  }
  return children;
}

/** What a form field starts with: its present value belongs to whoever has typed it. */
const STARTS: Record<string, string> = {
  value: "defaultValue",
  checked: "defaultChecked",
  selected: "defaultSelected",
};

function attributesOf(element: Element): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  const properties = element as unknown as Record<string, unknown>;
  for (const { name, value } of element.attributes) {
    // A string is no event handler to Preact; the node keeps the one it has.
    if (name.startsWith("on")) continue;
    const start = STARTS[name];
    if (start !== undefined && start in element) {
      attributes[start] = name === "value" ? value : true;
    } else {
      // Present is true for these, whatever the text.
      attributes[name] = typeof properties[name] === "boolean" ? properties[name] : value;
    }
  }
  return attributes;
}
