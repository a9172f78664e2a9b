import { elementLike } from "./head_element.ts";

/**
 * Brings the document's head up to date with that of a page, but for its title. Resolves when new
 * stylesheets are there.
 */
export async function updateHead(source: Document): Promise<void> {
  const loading: Promise<unknown>[] = [];
  for (const element of source.querySelectorAll("head > meta, head > link, head > style")) {
    const type = element.localName;
    const attributes = new Map(
      Array.from(element.attributes, ({ name, value }) => [name, value] as const)
        .filter(([name]) => name !== "nonce"),
    );
    if (attributes.get("rel") === "modulepreload") continue;
    const known = elementLike(type, attributes) ?? sameElement(element);
    if (known === undefined) {
      const added = document.importNode(element, true) as HTMLElement;
      if (attributes.get("rel") === "stylesheet") {
        // One that can't be loaded must not hold the page up.
        loading.push(new Promise((done) => added.onload = added.onerror = done));
      }
      document.head.append(added);
    } else {
      for (const [name, value] of attributes) {
        if (known.getAttribute(name) !== value) known.setAttribute(name, value);
      }
      const { textContent } = element;
      if (known.textContent !== textContent) known.textContent = textContent;
    }
  }
  await Promise.all(loading);
}

/** An element like any other, such as `<meta charset>`: only one that is the same is known. */
function sameElement(element: Element): Element | undefined {
  const plain = (of: Element) => {
    const copy = of.cloneNode(true) as Element;
    copy.removeAttribute("nonce");
    return copy;
  };
  const wanted = plain(element);
  return [...document.head.children].find((child) => plain(child).isEqualNode(wanted));
}
