import { type ComponentChildren, isValidElement, toChildArray, type VNode } from "preact";
import { useEffect } from "preact/hooks";
import { elementLike } from "./head_element.ts";

/** Puts elements into the document's `<head>` and keeps them up to date. */
export function Head({ children }: { children?: ComponentChildren }): null {
  const wanted = toChildArray(children).filter(isValidElement).map((vnode) => {
    const { type, key, props } = vnode as VNode<Record<string, unknown>>;
    // Read now, so that a change of a signal renders this again.
    return { type, key, props, text: textOf(props.children as ComponentChildren) };
  });
  useEffect(() => {
    for (const { type, key, props, text } of wanted) {
      if (typeof type !== "string") continue;
      if (type === "title") {
        document.title = text;
        continue;
      }
      const attributes = new Map<string, string>(key == null ? [] : [["data-key", String(key)]]);
      for (const [name, value] of Object.entries(props)) {
        if (name === "children" || value == null || value === false) continue;
        attributes.set(name, value === true ? "" : String(value));
      }
      const element = elementLike(type, attributes) ??
        document.head.appendChild(document.createElement(type));
      for (const [name, value] of attributes) {
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
      if (text !== "" && element.textContent !== text) element.textContent = text;
    }
  });
  return null;
}

/** Text of children: texts, numbers and signals of such. */
function textOf(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(textOf).join("");
  if (children == null || typeof children === "boolean") return "";
  if (typeof children === "object") return String((children as { value?: unknown }).value ?? "");
  return String(children);
}
