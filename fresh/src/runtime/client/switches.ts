import type { options as Options, VNode } from "preact";

/** Attributes whose `false` says something: Preact would leave them out. */
const SWITCHES = ["f-client-nav", "f-view-transition"];

/** Makes `f-client-nav={false}` and its like appear in the document. */
export function writeSwitches(options: typeof Options): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    if (typeof vnode.type === "string") {
      const { props } = vnode as VNode<Record<string, unknown>>;
      for (const name of SWITCHES) if (props[name] === false) props[name] = "false";
    }
    before?.(vnode);
  };
}
