import { REPEATABLE_LINKS } from "../repeatable_links.ts";

/**
 * The element of the document's head that one with these attributes takes the place of.
 *
 * @returns undefined when there is none
 */
export function elementLike(
  type: string,
  attributes: ReadonlyMap<string, string>,
): Element | undefined {
  const elements = Array.from(document.head.getElementsByTagName(type));
  const withSame = (...names: string[]) =>
    names.every((name) => attributes.has(name))
      ? elements.find((element) =>
        names.every((name) => element.getAttribute(name) === attributes.get(name))
      )
      : undefined;
  const found = withSame("data-key") ?? withSame("id");
  if (found !== undefined) return found;
  if (type === "meta") return withSame("name");
  if (type !== "link") return undefined;
  return REPEATABLE_LINKS.includes(attributes.get("rel") ?? "")
    ? withSame("rel", "href")
    : withSame("rel");
}
