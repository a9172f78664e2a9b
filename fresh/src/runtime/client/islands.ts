import {
  type ComponentChildren,
  type ComponentType,
  type ContainerNode,
  Fragment,
  type FunctionComponent,
  h,
  hydrate,
  render,
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
export async function loadIslands(islands: PageState["islands"]): Promise<void> {
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

/** Brings the islands of the document to life, in its order. */
export async function startIslands(page: PageState, table: Entry[]): Promise<void> {
  await loadIslands(page.islands);
  readIslands([document], document, table)();
}

/** Roots of living islands, by the comments they start with. */
const roots = new Map<Comment, ContainerNode>();

/**
 * Reads the islands below some nodes while these are as the server made them.
 *
 * @param source document that holds, in templates, the JSX islands don't show yet
 * @returns brings them to life, once the nodes are where they belong
 */
export function readIslands(below: Node[], source: Document, table: Entry[]): () => void {
  const slots = new Map<number, ComponentChildren>();
  const Slot: FunctionComponent<{ slot: number }> = ({ slot }) =>
    h(Fragment, null, slots.get(slot));
  const decode = createDecoder(table, (slot) => h(Slot, { slot }));
  const element = ([name = "", number, key]: string[]): VNode | null => {
    const component = components.get(name);
    if (component === undefined) return null;
    return h(component, { ...decode(Number(number)) as Props, key: key || undefined });
  };
  const readSlots = (root: Node) => {
    for (const { start, end, fields } of findMarked(root, "s")) {
      slots.set(Number(fields[0]), toVNodes(nodesBetween(start, end), element));
    }
  };

  // All slots are read before the first island may change the nodes they are read from.
  below.forEach(readSlots);
  for (const template of source.querySelectorAll<HTMLTemplateElement>("template[id^=frsh-slot-]")) {
    readSlots(template.content);
    slots.set(Number(template.id.slice(10)), toVNodes(template.content.childNodes, element));
    template.remove();
  }
  const islands = below.flatMap((root) => findMarked(root, "i", true));
  return () => {
    for (const { start, end, fields } of islands) {
      const nodes = nodesBetween(start, end);
      const root = rootFragment(start, end);
      try {
        const vnode = element(fields);
        if (vnode === null) continue;
        hydrate(vnode, root);
        roots.set(start, root);
      } catch (error) {
        // Preact takes away what it could not make sense of.
        end.before(...nodes);
        console.error(`The island "${fields[0]}" can't be started`, error);
      }
    }
  };
}

/** Ends the islands below nodes that are about to go. */
export function stopIslands(below: Node[]): void {
  for (const [start, root] of roots) {
    if (!below.some((node) => node.contains(start))) continue;
    render(null, root);
    roots.delete(start);
  }
}
