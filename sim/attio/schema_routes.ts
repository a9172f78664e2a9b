import { attributeOf } from "./core.ts";
import { AttioRefusal, invalid, notFound } from "./errors.ts";
import { type Call, pageOf, pageRows, type Route, type RouteContext } from "./route.ts";
import { allows } from "./scopes.ts";
import type { Collection } from "./tables.ts";
import { optionView, statusView } from "./value_views.ts";
import { attributeView, listView, memberView, objectView } from "./views.ts";
import { visibleList, visibleLists, visibleObject, visibleObjects } from "./visible.ts";

/** Objects, lists, their attributes, and the workspace's members. */
export function schemaRoutes({ state }: RouteContext): Route[] {
  /** The object or list that a path names; it asks for the scope of its kind. */
  function collectionOf({ token, params }: Call): Collection {
    const { target, identifier = "" } = params;
    const scope = target === "lists" ? "list_configuration:read" : "object_configuration:read";
    if (!allows(token.scopes, scope)) {
      throw new AttioRefusal(403, "unauthorized", `This token lacks the scope ${scope}.`, {
        type: "auth_error",
      });
    }
    if (target === "objects") return visibleObject(state, token, identifier);
    if (target === "lists") return visibleList(state, token, identifier);
    throw notFound(`Target "${target}"`);
  }

  function choices(call: Call, type: "select" | "status") {
    const owner = collectionOf(call);
    const attribute = attributeOf(owner, call.params.attribute ?? "");
    if (attribute.type !== type) {
      throw invalid(`Attribute with slug "${attribute.slug}" is no ${type} attribute.`);
    }
    const archived = call.query.get("show_archived") === "true";
    const view = type === "select" ? optionView : statusView;
    return attribute.choices.filter((choice) => archived || !choice.archived)
      .map(({ id }) => view(state.workspaceId, owner, attribute, id));
  }

  const attributes = "/v2/{target}/{identifier}/attributes";
  return [
    {
      method: "GET",
      path: "/v2/objects",
      scopes: ["object_configuration:read"],
      answer: ({ token }) =>
        visibleObjects(state, token).map((object) => objectView(state, object)),
    },
    {
      method: "GET",
      path: "/v2/objects/{object}",
      scopes: ["object_configuration:read"],
      answer: ({ token, params }) =>
        objectView(state, visibleObject(state, token, params.object ?? "")),
    },
    {
      method: "GET",
      path: "/v2/lists",
      scopes: ["list_configuration:read"],
      answer: ({ token }) => visibleLists(state, token).map((list) => listView(state, list)),
    },
    {
      method: "GET",
      path: "/v2/lists/{list}",
      scopes: ["list_configuration:read"],
      answer: ({ token, params }) => listView(state, visibleList(state, token, params.list ?? "")),
    },
    {
      method: "GET",
      path: attributes,
      scopes: [],
      answer(call) {
        const owner = collectionOf(call);
        const archived = call.query.get("show_archived") === "true";
        const rows = [...owner.attributes.values()].filter((each) => archived || !each.archived);
        return pageRows(rows, pageOf(call.query, 500, 500))
          .map((each) => attributeView(state, owner, each));
      },
    },
    {
      method: "GET",
      path: `${attributes}/{attribute}`,
      scopes: [],
      answer(call) {
        const owner = collectionOf(call);
        return attributeView(state, owner, attributeOf(owner, call.params.attribute ?? ""));
      },
    },
    {
      method: "GET",
      path: `${attributes}/{attribute}/options`,
      scopes: [],
      answer: (call) => choices(call, "select"),
    },
    {
      method: "GET",
      path: `${attributes}/{attribute}/statuses`,
      scopes: [],
      answer: (call) => choices(call, "status"),
    },
    {
      method: "GET",
      path: "/v2/workspace_members",
      scopes: ["user_management:read"],
      answer: () => [...state.tables.members.values()].map((row) => memberView(state, row)),
    },
    {
      method: "GET",
      path: "/v2/workspace_members/{workspace_member_id}",
      scopes: ["user_management:read"],
      answer({ params }) {
        const member = state.tables.members.get(params.workspace_member_id ?? "");
        if (member === undefined) {
          throw notFound(`Workspace member with ID "${params.workspace_member_id}"`);
        }
        return memberView(state, member);
      },
    },
  ];
}
