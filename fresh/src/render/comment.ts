import { Fragment, type FunctionComponent, h, type VNode } from "preact";

/** An HTML comment. Its text must hold neither `>` nor `--`. */
export function comment(text: string): VNode {
  const props: Record<string, unknown> = { UNSTABLE_comment: text };
  return h(Fragment as FunctionComponent, props);
}
