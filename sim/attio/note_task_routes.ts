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
import { millisecondsOf, parseStamp } from "./stamp.ts";
import type { Note, Task } from "./tables.ts";
import { noteView, taskView } from "./views.ts";
import { seesRecord, visibleObject, visibleRecord } from "./visible.ts";
import type { NewTask, TaskChange } from "./workspace.ts";

const noteReads = ["note:read", "object_configuration:read", "record_permission:read"];
const noteWrites = ["note:read-write", "object_configuration:read", "record_permission:read"];
const taskOthers = [
  "object_configuration:read",
  "record_permission:read",
  "user_management:read",
];
const taskReads = ["task:read", ...taskOthers];
const taskWrites = ["task:read-write", ...taskOthers];

/** Most notes one request may ask for. */
const NOTE_LIMIT = 50;

/** Notes and tasks. */
export function noteTaskRoutes({ state }: RouteContext): Route[] {
  const { notes, tasks } = state.tables;

  const seesNote = ({ token }: Call) => (note: Note) =>
    (token.objects === null || token.objects.includes(note.parentObject)) &&
    seesRecord(token)({ id: note.parentRecordId });

  function noteOf(call: Call): Note {
    const id = call.params.note_id ?? "";
    const note = notes.get(id);
    if (note === undefined || !seesNote(call)(note)) throw notFound(`Note with ID "${id}" was`);
    return note;
  }

  /** Newest first: a note written while a client pages moves the others down. */
  function listNotes(call: Call) {
    const { token, query } = call;
    const page = pageOf(query, 10, NOTE_LIMIT);
    const parent = query.get("parent_object");
    const recordId = query.get("parent_record_id");
    const slug = parent === null ? null : visibleObject(state, token, parent).slug;
    const rows = [...notes.values()].filter((note) =>
      seesNote(call)(note) && (slug === null || note.parentObject === slug) &&
      (recordId === null || note.parentRecordId === recordId)
    ).sort((a, b) => a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0);
    return pageRows(rows, page).map((note) => noteView(state, note));
  }

  function createNote(call: Call) {
    const data = dataOf(call.body);
    const object = visibleObject(state, call.token, textIn(data, "parent_object"));
    const record = visibleRecord(state, call.token, object, textIn(data, "parent_record_id"));
    const title = textIn(data, "title");
    const content = textIn(data, "content");
    if (data.format !== "plaintext" && data.format !== "markdown") {
      throw invalid('"format" must be plaintext or markdown.', ["data", "format"]);
    }
    const at = typeof data.created_at === "string" ? parseStamp(data.created_at, false) : undefined;
    if (at === null) throw invalid('"created_at" must be a timestamp.', ["data", "created_at"]);
    return noteView(
      state,
      state.createNote({ object: object.slug, recordId: record.id, title, content }, {
        actor: call.actor,
        ...(at === undefined ? {} : { at }),
      }),
    );
  }

  function taskOf({ params }: Call): Task {
    const task = tasks.get(params.task_id ?? "");
    if (task === undefined) throw notFound(`Task with ID "${params.task_id}"`);
    return task;
  }

  function listTasks({ query }: Call) {
    const page = pageOf(query, 500, 500);
    const sort = query.get("sort") ?? "created_at:asc";
    if (sort !== "created_at:asc" && sort !== "created_at:desc") {
      throw invalid('"sort" must be created_at:asc or created_at:desc.', ["sort"]);
    }
    const completed = query.get("is_completed");
    const recordId = query.get("linked_record_id");
    const assignee = query.get("assignee");
    const rows = [...tasks.values()].filter((task) =>
      (completed === null || task.completed === (completed === "true")) &&
      (recordId === null || task.linked.some((link) => link.recordId === recordId)) &&
      (assignee === null ||
        (assignee === "" || assignee === "null"
          ? task.assignees.length === 0
          : task.assignees.some((id) =>
            id === assignee || state.tables.members.get(id)?.email === assignee
          )))
    );
    const sign = sort.endsWith("asc") ? 1 : -1;
    rows.sort((a, b) => a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -sign : sign);
    return pageRows(rows, page).map((task) => taskView(state, task));
  }

  function linked(call: Call, given: unknown): NewTask["linked"] {
    if (!Array.isArray(given)) {
      throw invalid('"linked_records" must be a list.', ["data", "linked_records"]);
    }
    return given.map((link) => {
      if (!isJson(link)) throw invalid("A linked record must be an object.");
      const object = visibleObject(state, call.token, String(link.target_object));
      if (typeof link.target_record_id === "string") {
        const { id } = visibleRecord(state, call.token, object, link.target_record_id);
        return { object: object.slug, recordId: id };
      }
      const [attribute] = Object.keys(link).filter((key) => key !== "target_object");
      const values = link[attribute ?? ""];
      const id = Array.isArray(values)
        ? state.findRecord(object.slug, attribute ?? "", values[0])
        : null;
      if (id === null) throw notFound("Linked record");
      return { object: object.slug, recordId: id };
    });
  }

  function assignees(given: unknown): string[] {
    if (!Array.isArray(given)) throw invalid('"assignees" must be a list.', ["data", "assignees"]);
    return given.map((each) => {
      const key = isJson(each)
        ? each.referenced_actor_id ?? each.workspace_member_email_address
        : null;
      for (const { id, email } of state.tables.members.values()) {
        if (id === key || email === key) return id;
      }
      throw notFound(`Workspace member "${key}"`);
    });
  }

  /** What a body says of a task; absent fields stay absent. */
  function taskFields(call: Call, data: Json): TaskChange {
    const change: TaskChange = {};
    if (data.deadline_at === null) change.deadlineAt = null;
    else if (data.deadline_at !== undefined) {
      const stamp = parseStamp(String(data.deadline_at), false);
      if (stamp === null) throw invalid('"deadline_at" must be a date.', ["data", "deadline_at"]);
      change.deadlineAt = millisecondsOf(stamp);
    }
    if (data.is_completed !== undefined) {
      if (typeof data.is_completed !== "boolean") {
        throw invalid('"is_completed" must be true or false.', ["data", "is_completed"]);
      }
      change.completed = data.is_completed;
    }
    if (data.linked_records !== undefined) {
      change.linked = linked(call, data.linked_records) ?? [];
    }
    if (data.assignees !== undefined) change.assignees = assignees(data.assignees);
    return change;
  }

  function createTask(call: Call) {
    const data = dataOf(call.body);
    for (
      const name of ["content", "format", "deadline_at", "is_completed", "linked_records"]
        .concat("assignees")
    ) {
      if (data[name] === undefined) throw invalid(`"${name}" is missing.`, ["data", name]);
    }
    if (data.format !== "plaintext") {
      throw invalid('"format" must be plaintext.', ["data", "format"]);
    }
    const input = { content: textIn(data, "content"), ...taskFields(call, data) };
    return taskView(state, state.createTask(input, { actor: call.actor }));
  }

  return [
    { method: "GET", path: "/v2/notes", scopes: noteReads, answer: listNotes },
    { method: "POST", path: "/v2/notes", scopes: noteWrites, answer: createNote },
    {
      method: "GET",
      path: "/v2/notes/{note_id}",
      scopes: noteReads,
      answer: (call) => noteView(state, noteOf(call)),
    },
    {
      method: "DELETE",
      path: "/v2/notes/{note_id}",
      scopes: ["note:read-write"],
      answer(call) {
        state.deleteNote(noteOf(call).id, { actor: call.actor });
        return new WholeReply({});
      },
    },
    { method: "GET", path: "/v2/tasks", scopes: taskReads, answer: listTasks },
    { method: "POST", path: "/v2/tasks", scopes: taskWrites, answer: createTask },
    {
      method: "GET",
      path: "/v2/tasks/{task_id}",
      scopes: taskReads,
      answer: (call) => taskView(state, taskOf(call)),
    },
    {
      method: "PATCH",
      path: "/v2/tasks/{task_id}",
      scopes: taskWrites,
      answer(call) {
        const change = taskFields(call, dataOf(call.body));
        return taskView(state, state.updateTask(taskOf(call).id, change, { actor: call.actor }));
      },
    },
    {
      method: "DELETE",
      path: "/v2/tasks/{task_id}",
      scopes: ["task:read-write"],
      answer(call) {
        state.deleteTask(taskOf(call).id, { actor: call.actor });
        return new WholeReply({});
      },
    },
  ];
}
