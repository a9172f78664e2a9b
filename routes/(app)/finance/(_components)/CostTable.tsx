import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { trash } from "@/components/icon/shapes.ts";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Cost } from "@/lib/insights/mod.ts";
import { noon } from "../../(_components)/slots.ts";

/** Props of {@link CostTable}. */
export interface CostTableProps {
  t: Translator;
  costs: readonly Cost[];
  names: ReadonlyMap<string, string>;
  narrowed: boolean;
  csrfToken: string;
  returnTo: string;
}

/** Costs, each with a button that removes it. */
export function CostTable({ t, costs, names, narrowed, csrfToken, returnTo }: CostTableProps) {
  const day = ({ incurred_on }: Cost) => t.format.day(noon(incurred_on, t));
  const money = ({ amount, currency }: Cost) => t.format.money(amount, currency);
  return (
    <Table
      caption={t("finance.costs")}
      rows={costs}
      rowKey={({ id }) => id}
      columns={[
        { key: "date", header: t("finance.date"), cell: day },
        {
          ...{ key: "project", header: t("finance.project"), grow: true },
          cell: ({ project_id }) => names.get(project_id) ?? "",
        },
        { key: "category", header: t("finance.category"), cell: ({ category }) => category },
        { key: "amount", header: t("finance.amount"), numeric: true, cell: money },
        {
          ...{ key: "note", header: t("finance.note"), secondary: true },
          cell: ({ note }) => <span class="cut">{note ?? ""}</span>,
        },
        {
          ...{ key: "origin", header: t("finance.origin"), secondary: true },
          cell: ({ origin }) => t(`finance.origin_${origin}`),
        },
        {
          ...{ key: "remove", header: "" },
          cell: (cost) => (
            <PostForm
              action="/finance/costs"
              csrfToken={csrfToken}
              hidden={{ action: "remove", id: cost.id, return_to: returnTo }}
            >
              <Button
                icon={trash}
                iconOnly
                size="small"
                variant="ghost"
                testId={`remove-${cost.id}`}
              >
                {t("finance.removeOf", { amount: money(cost), day: day(cost) })}
              </Button>
            </PostForm>
          ),
        },
      ]}
      empty={narrowed ? <EmptyState title={t("finance.nothingFits")} /> : (
        <EmptyState
          title={t("finance.none")}
          why={t("finance.noneWhy")}
          steps={[
            t("finance.noneStepAdd"),
            t("finance.noneStepImport"),
            t("finance.noneStepRate"),
          ]}
        />
      )}
      testId="costs"
    />
  );
}
