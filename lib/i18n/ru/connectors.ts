import type { SectionOf } from "../catalogue.ts";
import type { connectors as english } from "../en/connectors.ts";

/** Words of the connectors page, the sync panel and the trust bar. */
export const connectors: SectionOf<typeof english> = {
  title: "Источники",
  statusNew: "Ещё не загружен",
  statusOk: "Актуален",
  statusSyncing: "Загружается",
  statusNeedsAttention: "Требует внимания",
  statusPaused: "Приостановлен",
  syncNow: "Загрузить сейчас",
  stop: "Остановить",
  stopping: "Останавливается…",
  starting: "Запускается…",
  progress: "{stream}: {records}",
  recordCount: {
    one: "{count} запись",
    few: "{count} записи",
    many: "{count} записей",
    other: "{count} записи",
  },
  perSecond: "{rate}/с",
  remaining: "осталось около {time}",
  finished: "Загрузка завершена",
  failed: "Загрузка не удалась",
  stopped: "Загрузка остановлена",
  streamInboxes: "Каналы",
  streamAgents: "Сотрудники",
  streamLabels: "Метки",
  streamContacts: "Контакты",
  streamConversations: "Диалоги",
  streamMessages: "Сообщения",
  lastSync: "Последняя загрузка {time}",
  neverSynced: "Загрузок ещё не было",
  trustBar: "Источники данных",
  completeness: "полнота {percent}",
  allSources: "Все источники",
};
