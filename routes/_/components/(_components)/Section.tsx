import type { ComponentChildren } from "preact";

/** One component of the living page: its name and its states. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
