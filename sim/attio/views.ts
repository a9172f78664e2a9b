/** Rows as Attio's REST API shows them. */
import type {
  Attribute,
  Collection,
  Entry,
  List,
  Member,
  Note,
  ObjectType,
  RecordRow,
  Task,
  Token,
  Webhook,
} from "./tables.ts";
import { type Shown, valuesView } from "./value_views.ts";
import type { AttioState } from "./workspace.ts";

export function recordView(state: AttioState, object: ObjectType, row: RecordRow): Shown {
  return {
    id: { workspace_id: state.workspaceId, object_id: object.id, record_id: row.id },
    created_at: row.createdAt,
    web_url: `https://app.attio.com/${state.workspaceSlug}/${object.webPath}/${row.id}`,
    values: valuesView(state.workspaceId, object, row, "record_id"),
  };
}

export function entryView(state: AttioState, list: List, entry: Entry): Shown {
  return {
    id: { workspace_id: state.workspaceId, list_id: list.id, entry_id: entry.id },
    parent_record_id: entry.parentRecordId,
    parent_object: entry.parentObject,
    created_at: entry.createdAt,
    entry_values: valuesView(state.workspaceId, list, entry, "entry_id"),
  };
}

export function objectView(state: AttioState, object: ObjectType): Shown {
  return {
    id: { workspace_id: state.workspaceId, object_id: object.id },
    api_slug: object.slug,
    singular_noun: object.singular,
    plural_noun: object.plural,
    created_at: object.createdAt,
  };
}

export function listView(state: AttioState, list: List): Shown {
  return {
    id: { workspace_id: state.workspaceId, list_id: list.id },
    api_slug: list.slug,
    name: list.name,
    parent_object: [list.parentObject],
    workspace_access: list.workspaceAccess,
    workspace_member_access: [],
    created_by_actor: list.createdBy,
    created_at: list.createdAt,
  };
}

export function attributeView(state: AttioState, owner: Collection, attribute: Attribute): Shown {
  const { relationship } = attribute;
  const other = relationship && state.tables.objects.get(relationship.object);
  const end = other?.attributes.get(relationship!.attribute);
  const ids = (collection: Collection, { id }: Attribute) => ({
    workspace_id: state.workspaceId,
    object_id: collection.id,
    attribute_id: id,
  });
  return {
    id: ids(owner, attribute),
    title: attribute.title,
    description: null,
    api_slug: attribute.slug,
    type: attribute.type,
    is_system_attribute: attribute.system,
    is_writable: attribute.writable,
    is_required: attribute.required,
    is_unique: attribute.unique,
    is_multiselect: attribute.multiselect,
    is_default_value_enabled: false,
    is_archived: attribute.archived,
    default_value: null,
    relationship: other && end
      ? {
        id: ids(other, end),
        object_slug: other.slug,
        title: end.title,
        api_slug: end.slug,
        is_multiselect: end.multiselect,
      }
      : null,
    created_at: attribute.createdAt,
    config: {
      currency: {
        default_currency_code: attribute.type === "currency" ? "EUR" : null,
        display_type: attribute.type === "currency" ? "symbol" : null,
      },
      record_reference: {
        allowed_object_ids:
          attribute.targets?.flatMap((slug) => state.tables.objects.get(slug)?.id ?? []) ?? null,
      },
    },
  };
}

/** Markdown of Attio's subset, as plain text. */
export function plainText(markdown: string): string {
  return markdown.replace(/^#{1,3}\s+/gm, "").replace(/\*\*|~~|==/g, "")
    .replace(/^[-*+]\s+/gm, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

export function noteView(state: AttioState, note: Note): Shown {
  return {
    id: { workspace_id: state.workspaceId, note_id: note.id },
    parent_object: note.parentObject,
    parent_record_id: note.parentRecordId,
    title: note.title,
    meeting_id: null,
    content_plaintext: plainText(note.content),
    content_markdown: note.content,
    tags: [],
    created_by_actor: note.createdBy,
    created_at: note.createdAt,
  };
}

export function taskView(state: AttioState, task: Task): Shown {
  return {
    id: { workspace_id: state.workspaceId, task_id: task.id },
    content_plaintext: task.content,
    deadline_at: task.deadlineAt,
    is_completed: task.completed,
    // a task completed before Attio kept the time shows none
    ...(task.completed && task.completedAt === null ? {} : { completed_at: task.completedAt }),
    linked_records: task.linked.map(({ object, recordId }) => ({
      target_object_id: object,
      target_record_id: recordId,
    })),
    assignees: task.assignees.map((id) => ({
      referenced_actor_type: "workspace-member",
      referenced_actor_id: id,
    })),
    created_by_actor: task.createdBy,
    created_at: task.createdAt,
  };
}

export function memberView(state: AttioState, member: Member): Shown {
  return {
    id: { workspace_id: state.workspaceId, workspace_member_id: member.id },
    first_name: member.firstName,
    last_name: member.lastName,
    avatar_url: null,
    email_address: member.email,
    created_at: member.createdAt,
    access_level: member.accessLevel,
  };
}

/** A webhook; its secret is shown once, by the request that made it. */
export function webhookView(state: AttioState, hook: Webhook, withSecret = false): Shown {
  return {
    target_url: hook.targetUrl,
    subscriptions: hook.subscriptions,
    id: { workspace_id: state.workspaceId, webhook_id: hook.id },
    status: hook.status,
    created_at: hook.createdAt,
    ...(withSecret ? { secret: hook.secret } : {}),
  };
}

/** What `GET /v2/self` tells of a token. */
export function tokenView(state: AttioState, token: Token): Shown {
  const clientId = token.id;
  const [member] = state.tables.members.keys();
  return {
    active: true,
    scope: [...token.scopes].join(" "),
    client_id: clientId,
    token_type: "Bearer",
    exp: null,
    iat: Math.floor(token.issuedAt / 1000),
    sub: state.workspaceId,
    aud: clientId,
    iss: "attio.com",
    authorized_by_workspace_member_id: member ?? token.id,
    workspace_id: state.workspaceId,
    workspace_name: "Agency",
    workspace_slug: state.workspaceSlug,
    workspace_logo_url: null,
  };
}
