import { Badge } from "@/components/Badge.tsx";
import { Table } from "@/components/Table.tsx";
import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type Digest, titleOfDigest } from "@/lib/insights/mod.ts";

/** Props of {@link DigestTable}. */
export interface DigestTableProps {
  t: Translator;
  rows: readonly Digest[];
  /** Whose digests they are. */
  of: string;
  empty: ComponentChildren;
  /** Epoch milliseconds. */
  now: number;
}

/** How many things a digest tells. */
function changesOf({ content }: Digest): number {
  return Object.values(content.sections).reduce((sum, { total }) => sum + total, 0);
}

/** Digests, the newest first; each opens its page. */
export function DigestTable({ t, rows, of, empty, now }: DigestTableProps) {
  return (
    <Table
      caption={t("digests.title")}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/digests/${id}`}
      testId="digests"
      empty={empty}
      columns={[
        {
          key: "period",
          header: t("digests.period"),
          grow: true,
          cell: (digest) => titleOfDigest(digest, of, t),
        },
        {
          key: "kind",
          header: t("digests.kind"),
          cell: ({ kind }) => <Badge>{t(`digests.${kind}`)}</Badge>,
        },
        {
          key: "changes",
          header: t("digests.summary"),
          numeric: true,
          cell: (digest) => t.format.number(changesOf(digest)),
        },
        {
          key: "messages",
          header: t("digests.messagesIn"),
          numeric: true,
          secondary: true,
          cell: ({ content }) => t.format.number(content.figures.messages_in),
        },
        {
          key: "written",
          header: t("decided.when"),
          secondary: true,
          cell: ({ created_at }) => t.format.relative(created_at, now),
        },
      ]}
    />
  );
}
