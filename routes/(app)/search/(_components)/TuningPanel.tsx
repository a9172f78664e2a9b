import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Table } from "@/components/Table.tsx";
import type { Tuning } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link TuningPanel}. */
export interface TuningPanelProps {
  t: Translator;
  tuning: Tuning;
  csrfToken: string;
  /** Epoch milliseconds. */
  now: number;
}

/** How thoroughly vectors are searched: what it finds and costs, measured, and the way to set it. */
export function TuningPanel({ t, tuning, csrfToken, now }: TuningPanelProps) {
  const { measured, ef_search: used } = tuning;
  const ms = (value: number) => t("search.took", { ms: t.format.number(value, 1) });
  return (
    <Panel title={t("search.tuning")} meta={t("search.tuningWhy")} flush>
      <div class="tuning">
        <PostForm action="/search/tune" csrfToken={csrfToken} layout="row">
          <FormField
            name="ef_search"
            type="number"
            label={t("search.efSearch")}
            value={tuning.own ? String(used) : ""}
            placeholder={t("search.efUsual", { value: tuning.default_ef_search })}
          />
          <Button>{t("search.setEf")}</Button>
        </PostForm>
        <PostForm action="/search/tune" csrfToken={csrfToken} hidden={{ tune: "1" }}>
          <Button variant="primary" testId="tune">{t("search.tune")}</Button>
        </PostForm>
      </div>
      {measured !== null && (
        <>
          <p class="table-note">
            {t("search.measured", {
              when: t.format.relative(measured.at, now),
              questions: t.format.number(measured.questions),
              vectors: t.format.number(measured.vectors),
              ms: t.format.number(measured.exact_p50_ms, 1),
            })}
          </p>
          <Table
            caption={t("search.tuning")}
            rows={measured.points}
            rowKey={({ ef_search }) => String(ef_search)}
            columns={[
              {
                key: "ef",
                header: t("search.efSearch"),
                grow: true,
                cell: ({ ef_search }) => (
                  <>
                    {t.format.number(ef_search)}{" "}
                    {ef_search === used && <Badge>{t("search.chosen")}</Badge>}
                  </>
                ),
              },
              {
                key: "recall",
                header: t("search.recall"),
                numeric: true,
                cell: ({ recall }) => t.format.percent(100 * recall, 1),
              },
              {
                key: "p50",
                header: t("search.p50"),
                numeric: true,
                cell: ({ p50_ms }) => ms(p50_ms),
              },
              {
                key: "p95",
                header: t("search.p95"),
                numeric: true,
                cell: ({ p95_ms }) => ms(p95_ms),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
