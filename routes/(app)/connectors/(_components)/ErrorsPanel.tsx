import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { streamNames } from "@/components/sync/words.ts";
import { Table } from "@/components/Table.tsx";
import type { QueuedError } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link ErrorsPanel}. */
export interface ErrorsPanelProps {
  t: Translator;
  errors: readonly QueuedError[];
  csrfToken: string;
  /** Epoch milliseconds. */
  now: number;
}

/** Records that could not be read: why, when they are tried again, and what a person can do. */
export function ErrorsPanel({ t, errors, csrfToken, now }: ErrorsPanelProps) {
  const names = streamNames(t);
  const next = (row: QueuedError) =>
    row.status === "dead_letter"
      ? <Badge tone="bad">{t("connectors.errorDead")}</Badge>
      : row.next_attempt_at === null
      ? ""
      : t.format.relative(row.next_attempt_at, now);
  return (
    <Panel
      id="errors"
      title={t("connectors.errors")}
      meta={errors.length > 0 && (
        <Badge tone="bad">{t("common.errorCount", { count: errors.length })}</Badge>
      )}
      flush
    >
      <Table
        caption={t("connectors.errors")}
        rows={errors}
        rowKey={(row) => row.id}
        testId="errors"
        empty={<EmptyState title={t("connectors.noErrors")} />}
        columns={[
          {
            key: "record",
            header: t("connectors.record"),
            cell: (row) => `${names[row.stream] ?? row.stream} ${row.external_id}`,
          },
          {
            key: "reason",
            header: t("connectors.errorReason"),
            grow: true,
            cell: (row) => row.message,
          },
          {
            key: "attempts",
            header: t("connectors.errorAttempts"),
            numeric: true,
            cell: (row) => row.attempts,
          },
          { key: "next", header: t("connectors.errorNext"), cell: next },
          {
            key: "action",
            header: "",
            cell: (row) => (
              <div class="cluster">
                <PostForm
                  action="/connectors/retry"
                  csrfToken={csrfToken}
                  hidden={{ error_id: row.id }}
                >
                  <Button size="small">{t("connectors.errorRetry")}</Button>
                </PostForm>
                <PostForm
                  action="/connectors/dismiss"
                  csrfToken={csrfToken}
                  layout="row"
                  hidden={{ error_id: row.id }}
                >
                  <FormField
                    id={`reason-${row.id}`}
                    name="reason"
                    label={t("connectors.dismissReason")}
                    placeholder={t("connectors.dismissReason")}
                    hideLabel
                    required
                    maxLength={500}
                  />
                  <Button size="small" variant="ghost">{t("connectors.errorDismiss")}</Button>
                </PostForm>
              </div>
            ),
          },
        ]}
      />
    </Panel>
  );
}
