import { Badge, type Tone } from "@/components/Badge.tsx";
import { Icon } from "@/components/icon/Icon.tsx";
import { check, externalLink, type IconShape, x } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ShownRecord, SuggestionRow } from "@/lib/identity/mod.ts";
import { comparisonOf, isAmong, type Verdict } from "./compare.ts";
import { originOf, recordName, sourceIcon, sourceName } from "./words.ts";

const verdicts: Record<Verdict, { tone: Tone; icon: IconShape | null }> = {
  agrees: { tone: "good", icon: check },
  similar: { tone: "accent", icon: null },
  differs: { tone: "warn", icon: x },
  onesided: { tone: "neutral", icon: null },
};

/** Where a record comes from, who it is about, and its page at the source. */
export function RecordOrigin(
  { t, record, url }: { t: Translator; record: ShownRecord; url: string | undefined },
) {
  return (
    <span class="origin">
      <Icon shape={sourceIcon(record.source)} />
      <span>{originOf(record, t)}</span>
      {record.role === "user" && <Badge>{t("identity.roleTeam")}</Badge>}
      {record.gone && <Badge tone="warn">{t("identity.gone")}</Badge>}
      {url !== undefined && (
        <a class="origin-link" href={url} target="_blank" rel="noopener noreferrer">
          <Icon
            shape={externalLink}
            label={t("identity.openAtSource", { source: sourceName(record.source, t) })}
          />
        </a>
      )}
    </span>
  );
}

function Values({ t, values, others }: { t: Translator; values: string[]; others: string[] }) {
  if (values.length === 0) return <span class="muted">{t("identity.nothing")}</span>;
  return (
    <>
      {values.map((value) => (
        <span key={value} class="value">
          {isAmong(value, others) ? <strong>{value}</strong> : value}
        </span>
      ))}
    </>
  );
}

/** Props of {@link ComparisonTable}. */
export interface ComparisonTableProps {
  t: Translator;
  suggestion: SuggestionRow;
  /** Pages of records at their sources. */
  urls: ReadonlyMap<string, string>;
}

/** The two records of a suggestion beside each other: what agrees and what differs, in words. */
export function ComparisonTable({ t, suggestion, urls }: ComparisonTableProps) {
  const { left, right } = suggestion;
  const rows = comparisonOf(suggestion);
  const link = (record: ShownRecord) => (
    <a class="value-link" href={`/identity/${record.id}`}>{recordName(record, t)}</a>
  );
  return (
    <table class="comparison">
      <caption class="visually-hidden">{t("identity.compare")}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{t("identity.field")}</span>
          </th>
          {[left, right].map((record) => (
            <th key={record.id} scope="col">
              <RecordOrigin t={t} record={record} url={urls.get(record.id)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows[0]?.field !== "name" && (
          <tr>
            <th scope="row">{t("identity.field_name")}</th>
            <td>{link(left)}</td>
            <td>{link(right)}</td>
          </tr>
        )}
        {rows.map(({ field, left: mine, right: others, verdict }) => (
          <tr key={field}>
            <th scope="row">
              <span>
                {t(`identity.field_${field}`)}
                {verdict !== null && (
                  <Badge tone={verdicts[verdict].tone} icon={verdicts[verdict].icon}>
                    {t(`identity.verdict_${verdict}`)}
                  </Badge>
                )}
              </span>
            </th>
            <td>
              {field === "name" ? link(left) : <Values t={t} values={mine} others={others} />}
            </td>
            <td>
              {field === "name" ? link(right) : <Values t={t} values={others} others={mine} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
