import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { circleCheck } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { WordedDigest, WordedLine } from "@/lib/insights/mod.ts";

/** Addresses of other sites open beside the product. */
function Line({ project, text, note, href }: WordedLine) {
  const away = href.startsWith("/") ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return (
    <li class="digest-line">
      {project !== null && <strong>{project}</strong>}
      <a href={href} {...away}>{text}</a>
      {note !== null && <span class="meta">{note}</span>}
    </li>
  );
}

/** The figures of a digest; each opens what it was counted from. */
export function DigestFigures({ t, figures }: { t: Translator } & Pick<WordedDigest, "figures">) {
  return (
    <Panel title={t("digests.figures")}>
      <dl class="figures digest-figures">
        {figures.map(({ label, value, href }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <a class="figure" href={href} aria-label={`${label}: ${value}`}>{value}</a>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** What changed, section by section. */
export function DigestSections(
  { t, sections }: { t: Translator } & Pick<WordedDigest, "sections">,
) {
  if (sections.length === 0) {
    return <EmptyState icon={circleCheck} title={t("digests.quiet")} />;
  }
  return (
    <>
      {sections.map(({ key, title, total, lines, more }) => (
        <Panel key={key} title={title} meta={t.format.number(total)}>
          <ul class="digest-lines">
            {lines.map((line, index) => <Line key={index} {...line} />)}
            {more !== null && (
              <li class="digest-line">
                <a href={more.href}>{more.text}</a>
              </li>
            )}
          </ul>
        </Panel>
      ))}
    </>
  );
}
