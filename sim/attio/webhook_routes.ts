import { invalid, notFound } from "./errors.ts";
import { isJson, type Json } from "./operators.ts";
import {
  type Call,
  dataOf,
  pageOf,
  pageRows,
  type Route,
  type RouteContext,
  textIn,
  WholeReply,
} from "./route.ts";
import type { Subscription, Webhook } from "./tables.ts";
import { webhookView } from "./views.ts";
import { settled } from "./webhook_status.ts";

const eventTypes = new Set([
  "call-recording.created",
  "comment.created",
  "comment.resolved",
  "comment.unresolved",
  "comment.deleted",
  "list.created",
  "list.updated",
  "list.deleted",
  "list-attribute.created",
  "list-attribute.updated",
  "list-entry.created",
  "list-entry.updated",
  "list-entry.deleted",
  "object-attribute.created",
  "object-attribute.updated",
  "note.created",
  "note-content.updated",
  "note.updated",
  "note.deleted",
  "record.created",
  "record.merged",
  "record.updated",
  "record.deleted",
  "task.created",
  "task.updated",
  "task.deleted",
  "workspace-member.created",
]);

/** Webhooks: created, listed, looked at, changed and deleted. */
export function webhookRoutes({ state, plainWebhooks }: RouteContext): Route[] {
  const { webhooks } = state.tables;

  function hookOf({ params }: Call): Webhook {
    const hook = webhooks.get(params.webhook_id ?? "");
    if (hook === undefined) throw notFound(`Webhook with ID "${params.webhook_id}" was`);
    return settled(hook, state.clock.now());
  }

  function targetUrl(data: Json): string {
    const url = textIn(data, "target_url");
    if (!URL.canParse(url) || !(plainWebhooks ? /^https?:\/\// : /^https:\/\//).test(url)) {
      throw invalid('"target_url" must be an https address.', ["data", "target_url"]);
    }
    return url;
  }

  function subscriptions(data: Json): Subscription[] {
    if (!Array.isArray(data.subscriptions)) {
      throw invalid('"subscriptions" must be a list.', ["data", "subscriptions"]);
    }
    return data.subscriptions.map((each: unknown) => {
      if (!isJson(each) || !eventTypes.has(String(each.event_type))) {
        throw invalid(`Unknown event type in ${JSON.stringify(each)}.`, ["data", "subscriptions"]);
      }
      if (each.filter !== null && !isJson(each.filter)) {
        throw invalid('"filter" must be an object or null.', ["data", "subscriptions"]);
      }
      return {
        event_type: String(each.event_type),
        filter: each.filter as Subscription["filter"],
      };
    });
  }

  const show = (hook: Webhook) => webhookView(state, hook);
  return [
    {
      method: "GET",
      path: "/v2/webhooks",
      scopes: ["webhook:read"],
      answer: ({ query }) =>
        pageRows([...webhooks.values()], pageOf(query, 10, 100))
          .map((hook) => show(settled(hook, state.clock.now()))),
    },
    {
      method: "POST",
      path: "/v2/webhooks",
      scopes: ["webhook:read-write"],
      answer({ body }) {
        const data = dataOf(body);
        const input = { targetUrl: targetUrl(data), subscriptions: subscriptions(data) };
        return webhookView(state, state.createWebhook(input), true);
      },
    },
    {
      method: "GET",
      path: "/v2/webhooks/{webhook_id}",
      scopes: ["webhook:read"],
      answer: (call) => show(hookOf(call)),
    },
    {
      method: "PATCH",
      path: "/v2/webhooks/{webhook_id}",
      scopes: ["webhook:read-write"],
      answer(call) {
        const data = dataOf(call.body);
        return show(state.updateWebhook(hookOf(call).id, {
          ...("target_url" in data ? { targetUrl: targetUrl(data) } : {}),
          ...("subscriptions" in data ? { subscriptions: subscriptions(data) } : {}),
        }));
      },
    },
    {
      method: "DELETE",
      path: "/v2/webhooks/{webhook_id}",
      scopes: ["webhook:read-write"],
      answer(call) {
        state.deleteWebhook(hookOf(call).id);
        return new WholeReply({});
      },
    },
  ];
}
