import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { CostImport } from "@/lib/insights/mod.ts";
import { noon } from "../../(_components)/slots.ts";

/** Lines shown of a file; its errors are shown all. */
const SHOWN = 50;

/** Props of {@link ImportPreview}. */
export interface ImportPreviewProps {
  t: Translator;
  csv: string;
  preview: CostImport;
  names: ReadonlyMap<string, string>;
  csrfToken: string;
}

/** What a file would do: what is wrong in it, or its lines and the button that takes them in. */
export function ImportPreview({ t, csv, preview, names, csrfToken }: ImportPreviewProps) {
  const { added, known, errors, rows, sums } = preview;
  const worth = sums.map(({ currency, amount }) => t.format.money(amount, currency)).join(" + ");
  const told = [
    t("finance.wouldAdd", { count: added }) + (worth === "" ? "" : ` · ${worth}`),
    ...known > 0 ? [t("finance.wouldSkip", { count: known })] : [],
  ].join(" · ");
  return (
    <>
      {errors.length > 0 && (
        <>
          <Notice tone="bad" title={t("finance.wrongLines", { count: errors.length })}>
            {t("finance.wrongWhy")}
          </Notice>
          <Panel title={t("finance.problem")} flush>
            <Table
              caption={t("finance.problem")}
              rows={errors}
              rowKey={({ line, column, code }) => `${line} ${column} ${code}`}
              columns={[
                { key: "line", header: t("finance.line"), numeric: true, cell: ({ line }) => line },
                { key: "column", header: t("finance.column"), cell: ({ column }) => column ?? "" },
                {
                  ...{ key: "problem", header: t("finance.problem"), grow: true },
                  cell: ({ code }) => t(`finance.error_${code}`),
                },
                {
                  ...{ key: "value", header: t("finance.value") },
                  cell: ({ value }) => <span class="cut">{value}</span>,
                },
              ]}
              testId="import-errors"
            />
          </Panel>
        </>
      )}
      {rows.length > 0 && (
        <Panel
          title={told}
          actions={errors.length === 0 && added > 0 && (
            <PostForm csrfToken={csrfToken} hidden={{ action: "apply", csv }}>
              <Button variant="primary" size="small" testId="apply-import">
                {t("finance.apply", { count: added })}
              </Button>
            </PostForm>
          )}
          flush
        >
          <Table
            caption={t("finance.preview")}
            rows={rows.slice(0, SHOWN)}
            rowKey={({ line }) => String(line)}
            columns={[
              { key: "line", header: t("finance.line"), numeric: true, cell: ({ line }) => line },
              {
                ...{ key: "date", header: t("finance.date") },
                cell: ({ incurred_on }) => t.format.day(noon(incurred_on, t)),
              },
              {
                ...{ key: "project", header: t("finance.project"), grow: true },
                cell: ({ project_id }) => names.get(project_id) ?? "",
              },
              {
                ...{ key: "amount", header: t("finance.amount"), numeric: true },
                cell: ({ amount, currency }) => t.format.money(amount, currency),
              },
              { key: "category", header: t("finance.category"), cell: ({ category }) => category },
              {
                ...{ key: "state", header: t("finance.state") },
                cell: ({ known }) => known ? t("finance.stateKnown") : t("finance.stateNew"),
              },
            ]}
            testId="import-rows"
          />
        </Panel>
      )}
    </>
  );
}
