import { Badge } from "@/components/Badge.tsx";
import { EvidenceList } from "@/components/evidence/EvidenceList.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Table } from "@/components/Table.tsx";
import { Thread } from "@/components/thread/Thread.tsx";
import { ThreadList } from "@/components/thread/ThreadList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { sampleEvidence, sampleMessages, sampleThreads } from "./sample_threads.ts";
import { Section } from "./Section.tsx";

const projects = [
  { id: "1", name: "Acme", messages: 1204, open: 31, tone: "bad" },
  { id: "2", name: "Белый Кит", messages: 873, open: 12, tone: "good" },
  { id: "3", name: "Nordwind", messages: 426, open: 0, tone: "good" },
] as const;

/** Tables, conversations and evidence. */
export function Lists({ t }: { t: Translator }) {
  return (
    <Section title="Lists">
      <FilterForm t={t} label="FilterForm" clearHref="?">
        <FormField name="q" type="search" label={t("common.search")} />
      </FilterForm>
      <Panel title="Table" flush meta={t("common.rows", { count: projects.length })}>
        <Table
          caption={t("portfolio.projects")}
          rows={projects}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `?project=${id}`}
          columns={[
            {
              key: "name",
              header: t("shell.project"),
              cell: ({ name }) => name,
              grow: true,
              sort: { href: "?sort=name", direction: null },
            },
            {
              key: "state",
              header: t("shell.connectors"),
              secondary: true,
              cell: ({ tone }) => (
                <Badge tone={tone}>
                  {t(tone === "bad" ? "connectors.statusNeedsAttention" : "connectors.statusOk")}
                </Badge>
              ),
            },
            {
              key: "messages",
              header: t("portfolio.messages"),
              numeric: true,
              cell: ({ messages }) => t.format.number(messages),
              sort: { href: "?sort=-messages", direction: "descending" },
            },
            {
              key: "open",
              header: t("portfolio.openConversations"),
              numeric: true,
              cell: ({ open }) => t.format.number(open),
            },
          ]}
        />
        <Pager t={t} label="Pager" newerHref="?newer" olderHref="?older" position="1–3 / 12" />
      </Panel>
      <div class="split">
        <Panel title="ThreadList" flush>
          <ThreadList t={t} label="ThreadList" threads={sampleThreads(t)} currentId="1" />
        </Panel>
        <Panel title="Thread" flush>
          <Thread t={t} label="Thread" messages={sampleMessages(t)} />
        </Panel>
      </div>
      <Panel title="EvidenceList">
        <EvidenceList t={t} label="EvidenceList" items={sampleEvidence(t)} />
      </Panel>
    </Section>
  );
}
