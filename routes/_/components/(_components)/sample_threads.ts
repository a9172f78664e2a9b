import type { EvidenceItem } from "@/components/evidence/EvidenceList.tsx";
import type { ThreadMessage } from "@/components/thread/Message.tsx";
import type { ThreadSummary } from "@/components/thread/ThreadList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";

const at = "2026-11-23T12:04:00Z";

/** A message of every kind: from client and team, event, private, deleted, with files, very long. */
export function sampleMessages(t: Translator): ThreadMessage[] {
  const plain = { at, private: false, deleted: false, attachments: [] };
  const day = t.format.longDay(at);
  const before = t.format.longDay("2026-11-22T09:00:00Z");
  return [
    {
      ...plain,
      id: "1",
      direction: "incoming",
      author: "Anna Keller",
      time: "09:41",
      day: before,
      text: "Hi! The export still misses the VAT column.\nCan we have it before Friday?",
    },
    {
      ...plain,
      id: "2",
      direction: "event",
      author: "",
      time: "09:43",
      day: before,
      text: "Bo Lind assigned this conversation to himself.",
    },
    {
      ...plain,
      id: "3",
      direction: "outgoing",
      author: "Мария Орлова",
      time: "12:01",
      day,
      text: "Добрый день! Столбец НДС добавим сегодня, файл пришлём до 18:00.",
    },
    {
      ...plain,
      id: "4",
      direction: "outgoing",
      private: true,
      author: "Bo Lind",
      time: "12:03",
      day,
      text: "She asked for this twice already; check why the ticket was closed.",
    },
    {
      ...plain,
      id: "5",
      direction: "incoming",
      author: "Anna Keller",
      time: "12:04",
      day,
      text: null,
      attachments: [
        { id: "a", name: "export-2026-11.csv", kind: "file", href: "https://example.com/a" },
        { id: "b", name: "screenshot.png", kind: "image", href: "https://example.com/b" },
      ],
    },
    {
      ...plain,
      id: "6",
      direction: "incoming",
      deleted: true,
      author: "Anna Keller",
      time: "12:06",
      day,
      text: null,
    },
  ];
}

/** Conversations in every status. */
export function sampleThreads(t: Translator): ThreadSummary[] {
  const common = { at, href: "/messages/1" };
  return [
    {
      ...common,
      id: "1",
      contact: "Anna Keller",
      context: "Acme",
      preview: "Can we have it before Friday?",
      previewBy: "client",
      when: "12:04",
      status: { tone: "accent", text: t("messages.statusOpen") },
      count: t("common.messageCount", { count: 6 }),
    },
    {
      ...common,
      id: "2",
      contact: "Константин Константинопольский-Рождественский",
      context: "Белый Кит, поддержка розничных магазинов",
      preview: "Добавили фильтр по магазинам, проверьте, пожалуйста, на тестовом стенде",
      previewBy: "team",
      when: t.format.day(at, at),
      status: { tone: "warn", text: t("messages.statusPending") },
      count: t("common.messageCount", { count: 21 }),
    },
    {
      ...common,
      id: "3",
      contact: "ops@nordwind.example",
      context: "Nordwind",
      preview: "Thanks, all good now.",
      previewBy: "client",
      when: t.format.day(at, at),
      status: { tone: "good", text: t("messages.statusResolved") },
      count: t("common.messageCount", { count: 2 }),
    },
  ];
}

/** Evidence from every source, with and without a reason and a link. */
export function sampleEvidence(t: Translator): EvidenceItem[] {
  return [
    {
      id: "1",
      source: "chatwoot",
      who: "Anna Keller",
      at,
      when: t.format.dateTime(at),
      snippet: "The export still misses the VAT column. Can we have it before Friday?",
      terms: ["before Friday", "misses"],
      why: "deadline",
      href: "https://example.com/app/accounts/1/conversations/17",
    },
    {
      id: "2",
      source: "linear",
      who: "Bo Lind",
      at,
      when: t.format.dateTime(at),
      snippet: "ACME-42 · Export: VAT column",
      terms: ["vat"],
      why: null,
      href: null,
    },
  ];
}
