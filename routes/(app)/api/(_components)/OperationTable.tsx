import { Badge } from "@/components/Badge.tsx";
import { Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Described } from "./described.ts";

/** Address at which an operation is shown. */
export function addressOfOperation(name: string): string {
  return `/api/docs?operation=${name}#operation`;
}

/** The operations of one part of the API; each leads to its description. */
export function OperationTable(
  { t, tag, operations }: { t: Translator; tag: string; operations: readonly Described[] },
) {
  return (
    <Table
      caption={tag}
      rows={operations}
      rowKey={({ name }) => name}
      rowHref={({ name }) => addressOfOperation(name)}
      columns={[
        {
          key: "path",
          header: t("api.path"),
          cell: ({ path }) => <code>{path}</code>,
        },
        {
          key: "method",
          header: t("api.method"),
          cell: ({ method }) => (
            <Badge tone={method === "GET" ? "neutral" : "accent"}>{method}</Badge>
          ),
        },
        {
          key: "summary",
          header: t("api.summary"),
          grow: true,
          secondary: true,
          cell: ({ summary }) => <span lang="en">{summary}</span>,
        },
      ]}
    />
  );
}
