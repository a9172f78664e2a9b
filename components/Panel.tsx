import type { ComponentChildren } from "preact";

/** Props of {@link Panel}. */
export interface PanelProps {
  title: string;
  /** Beside the title: figures, badges. */
  meta?: ComponentChildren;
  /** At the end of the title's line: buttons, links. */
  actions?: ComponentChildren;
  /** Lets the content reach the panel's edges, for tables and lists. */
  flush?: boolean;
  id?: string;
  children: ComponentChildren;
}

/** A titled section of a page on its own surface. */
export function Panel({ title, meta, actions, flush = false, id, children }: PanelProps) {
  return (
    <section class={flush ? "panel panel-flush" : "panel"} id={id}>
      <header class="panel-header">
        <h2>{title}</h2>
        {meta !== undefined && <div class="panel-meta">{meta}</div>}
        {actions !== undefined && <div class="panel-actions">{actions}</div>}
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}
