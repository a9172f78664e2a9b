import type { Tone } from "@/components/Badge.tsx";
import type { ConnectorEvent, EventKind } from "@/lib/connectors/mod.ts";
import { catalogues, type Translator } from "@/lib/i18n/mod.ts";
import { connectorName, explain } from "../../(_components)/sources.ts";

const tones: Partial<Record<EventKind, Tone>> = {
  client_silent_started: "warn",
  approval_requested: "accent",
  scope_change_detected: "warn",
  stage_completed: "good",
  issue_blocked: "bad",
  issue_unblocked: "good",
  deal_stage_changed: "accent",
  invoice_paid: "good",
  process_failed: "bad",
  process_warning: "warn",
};

/** A kind of event in words, with its tone. */
export function kindOf(kind: EventKind, t: Translator): { tone: Tone; text: string } {
  return { tone: tones[kind] ?? "neutral", text: t(`events.kind_${kind}`) };
}

/** Where an event comes from. */
export function sourceOf({ connector }: ConnectorEvent, t: Translator): string {
  return connector === null ? t("common.productName") : connectorName(connector);
}

/** A part of what an event tells, when it is a text. */
function told({ data }: ConnectorEvent, name: string): string | null {
  const value = data[name];
  return typeof value === "string" ? value : null;
}

function processText(event: ConnectorEvent, t: Translator): string {
  const job = told(event, "job");
  const jobs: Record<string, unknown> = catalogues[t.locale].jobs;
  const name = job === null
    ? t("events.synced", { source: sourceOf(event, t) })
    : String(jobs[`job_${job}`] ?? job);
  const detail = { code: told(event, "code"), message: event.snippet, fix: null };
  const { title } = explain(t, event.connector ?? "", detail);
  return title === "" ? name : `${name}: ${title}`;
}

function fieldsText(event: ConnectorEvent, t: Translator): string {
  const words: Record<string, string> = catalogues[t.locale].events as never;
  const fields = Array.isArray(event.data.fields) ? event.data.fields.map(String) : [];
  return fields.map((field) => words[`field_${field}`] ?? field).join(", ");
}

/** What an event says. */
export function eventText(event: ConnectorEvent, t: Translator): string {
  const name = event.snippet ?? t("events.noText");
  if (event.kind.startsWith("process_")) return processText(event, t);
  switch (event.kind) {
    case "deal_stage_changed": {
      const stage = (which: string) => told(event, which) ?? t("events.noStage");
      return t("events.fromTo", { name, from: stage("from"), to: stage("to") });
    }
    case "contact_updated":
      return t("events.changed", { name, fields: fieldsText(event, t) });
    case "client_silent_started":
      return t("events.silentSince", { text: name });
    default: {
      const identifier = told(event, "identifier");
      return identifier === null ? name : `${identifier} ${name}`;
    }
  }
}

/** Where an event's source is: here, or at the vendor; null when nowhere. */
export function eventHref(event: ConnectorEvent): string | null {
  const conversation = told(event, "conversation_id");
  if (conversation !== null) {
    const message = told(event, "message_id") ?? event.source_id;
    return `/messages/${conversation}?message=${message}#message-${message}`;
  }
  if (event.source_table === "job_runs") return `/jobs/${told(event, "job") ?? ""}`;
  if (event.kind.startsWith("process_")) return "/connectors";
  // an address of another scheme would be a way to run a script
  return event.url !== null && /^https?:\/\//.test(event.url) ? event.url : null;
}
