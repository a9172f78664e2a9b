import { entityNotFound, invalidInput } from "../errors.ts";
import type { Occurrence, Store } from "./store.ts";
import type { Attachment, Comment, Webhook } from "./tables.ts";

/**
 * Everything that can happen to comments, attachments and webhooks. None of it moves the issue's
 * `updatedAt`.
 */
export function discussionChanges(store: Store) {
  const { tables, clock } = store;
  /** Issue and address → attachment; entries of removed attachments are left behind. */
  const attached = new Map<string, string>();

  /** The kind of source a link's address tells. */
  const sourceType = (url: string): string => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    for (const known of ["github", "figma", "slack", "gitlab", "sentry", "zendesk"]) {
      if (host.includes(known)) return known;
    }
    return "unknown";
  };

  return {
    createComment(
      input: Pick<Comment, "body"> & Partial<Omit<Comment, "createdAt" | "updatedAt">>,
      when: Occurrence = {},
    ): Comment {
      const known = tables.comments.get(input.id);
      if (known !== undefined) return known;
      if (typeof input.issueId === "string") tables.issues.find(input.issueId);
      else if (typeof input.projectUpdateId === "string") {
        tables.projectUpdates.find(input.projectUpdateId);
      } else throw invalidInput("a comment needs an issue or a project update");
      if (typeof input.parentId === "string") tables.comments.find(input.parentId);
      return store.add(tables.comments, {
        issueId: null,
        projectUpdateId: null,
        parentId: null,
        userId: when.actorId ?? null,
        ...input,
        editedAt: null,
        ...store.entity(when, input.id),
      }, when);
    },
    updateComment(id: string, body: string, when: Occurrence = {}): Comment {
      const editedAt = when.at ?? clock.now();
      return store.change(tables.comments, id, { body, editedAt }, when);
    },
    deleteComment(id: string, when: Occurrence = {}): void {
      const row = tables.comments.find(id);
      if (store.deletedComments === "gone") return store.remove(tables.comments, id, when);
      const at = when.at ?? clock.now();
      row.archivedAt = at;
      row.updatedAt = Math.max(row.updatedAt, at);
      tables.comments.put(row);
      store.emit({ action: "remove", type: "Comment", row, actorId: when.actorId ?? null, at });
    },

    /** An issue holds an address once: attaching it again updates the attachment. */
    createAttachment(
      input:
        & Pick<Attachment, "issueId" | "url" | "title">
        & Partial<Omit<Attachment, "createdAt" | "updatedAt">>,
      when: Occurrence = {},
    ): Attachment {
      tables.issues.find(input.issueId);
      const key = `${input.issueId} ${input.url}`;
      const known = tables.attachments.get(attached.get(key));
      if (known !== undefined) {
        const { title, subtitle, metadata } = input;
        return store.change(tables.attachments, known.id, { title, subtitle, metadata }, when);
      }
      const row = store.add(tables.attachments, {
        subtitle: null,
        sourceType: sourceType(input.url),
        metadata: {},
        creatorId: when.actorId ?? null,
        ...input,
        ...store.entity(when, input.id),
      }, when);
      attached.set(`${row.issueId} ${row.url}`, row.id);
      return row;
    },
    updateAttachment(
      id: string,
      change: Partial<Pick<Attachment, "title" | "subtitle" | "metadata">>,
      when?: Occurrence,
    ): Attachment {
      return store.change(tables.attachments, id, change, when);
    },
    deleteAttachment(id: string, when?: Occurrence): void {
      store.remove(tables.attachments, id, when);
    },

    createWebhook(
      input: Pick<Webhook, "url" | "resourceTypes"> & Partial<Omit<Webhook, "failures">>,
      when: Occurrence = {},
    ): Webhook {
      if (input.resourceTypes.length === 0) throw invalidInput("resourceTypes must not be empty");
      const teamId = input.teamId ?? null;
      if (teamId !== null && tables.teams.get(teamId) === undefined) throw entityNotFound("Team");
      if (teamId === null && input.allPublicTeams !== true) {
        throw invalidInput("a webhook needs a team or all public teams");
      }
      return tables.webhooks.put({
        label: null,
        allPublicTeams: false,
        enabled: true,
        secret: `lin_wh_${store.newId().replaceAll("-", "")}`,
        creatorId: when.actorId ?? null,
        ...input,
        teamId,
        ...store.entity(when, input.id),
        failures: [],
      });
    },
    updateWebhook(
      id: string,
      change: Partial<Pick<Webhook, "url" | "label" | "resourceTypes" | "secret" | "enabled">>,
    ): Webhook {
      return store.change(tables.webhooks, id, change);
    },
    deleteWebhook(id: string): void {
      tables.webhooks.find(id);
      tables.webhooks.delete(id);
    },
  };
}
