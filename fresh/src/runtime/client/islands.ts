import {
  type ComponentChild,
  type ComponentChildren,
  type ComponentType,
  Fragment,
  type FunctionComponent,
  h,
  hydrate,
  type VNode,
} from "preact";
import type { PageState } from "../../render/page_state.ts";
import { createDecoder } from "../../serialize/decode.ts";
import type { Entry } from "../../serialize/format.ts";
import { toVNodes } from "./dom_to_vnode.ts";
import { findMarked, nodesBetween } from "./markers.ts";
import { rootFragment } from "./root_fragment.ts";

/** Props of an island. */
type Props = Record<string, unknown>;

/** Components by the names in the markers. */
const components = new Map<string, ComponentType<Props>>();

/** Loads the scripts of islands; one that can't be loaded leaves its islands as the server made them. */
async function load(islands: PageState["islands"]): Promise<void> {
  await Promise.all(
    Object.entries(islands).map(async ([name, [url, exportName]]) => {
      if (components.has(name)) return;
      try {
        components.set(name, (await import(url))[exportName]);
      } catch (error) {
        console.error(`The island "${name}" can't be loaded`, error);
      }
    }),
  );
}

/**
 * Brings the islands below a node to life, in the order of the document.
 *
 * @param below the document, or a part of it whose props are those of `table`
 */
export async function startIslands(
  below: Document | DocumentFragment,
  page: PageState,
  table: Entry[],
): Promise<void> {
  await load(page.islands);
  const slots = new Map<number, ComponentChildren>();
  const Slot: FunctionComponent<{ slot: number }> = ({ slot }) =>
    h(Fragment, null, slots.get(slot));
  const decode = createDecoder(table, (slot) => h(Slot, { slot }));
  const element = ([name = "", number, key]: string[]): VNode | null => {
    const component = components.get(name);
    if (component === undefined) return null;
    return h(component, { ...decode(Number(number)) as Props, key: key || undefined });
  };
  const read = (nodes: ChildNode[]): ComponentChild[] => toVNodes(nodes, element);
  const readSlots = (root: Node) => {
    for (const { start, end, fields } of findMarked(root, "s")) {
      slots.set(Number(fields[0]), read(nodesBetween(start, end)));
    }
  };

  // All slots are read before the first island may change the nodes they are read from.
  readSlots(below);
  for (const template of below.querySelectorAll<HTMLTemplateElement>("template[id^=frsh-slot-]")) {
    readSlots(template.content);
    slots.set(Number(template.id.slice(10)), read([...template.content.childNodes]));
    template.remove();
  }
  for (const { start, end, fields } of findMarked(below, "i", true)) {
    const nodes = nodesBetween(start, end);
    try {
      const vnode = element(fields);
      if (vnode !== null) hydrate(vnode, rootFragment(start, end));
    } catch (error) {
      // Preact takes away what it could not make sense of.
      end.before(...nodes);
      console.error(`The island "${fields[0]}" can't be started`, error);
    }
  }
}
