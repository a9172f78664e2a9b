import type { Core } from "./core.ts";
import { notFound } from "./errors.ts";
import { stampOf } from "./stamp.ts";
import type { Note, Task } from "./tables.ts";
import type { AttioState, TaskChange } from "./workspace.ts";

type NoteTaskChanges = Pick<
  AttioState,
  "createNote" | "updateNote" | "deleteNote" | "createTask" | "updateTask" | "deleteTask"
>;

/** All that happens to notes and tasks. */
export function noteTaskChanges(core: Core): NoteTaskChanges {
  const { notes, tasks } = core.tables;

  const noteOf = (id: string): Note => {
    const note = notes.get(id);
    if (note === undefined) throw notFound(`Note with ID "${id}" was`);
    return note;
  };
  const noteEvent = (type: string, { id }: Note) => ({
    event_type: type,
    id: { workspace_id: core.workspaceId, note_id: id },
  });
  const taskOf = (id: string): Task => {
    const task = tasks.get(id);
    if (task === undefined) throw notFound(`Task with ID "${id}"`);
    return task;
  };
  const taskEvent = (type: string, { id }: Task) => ({
    event_type: type,
    id: { workspace_id: core.workspaceId, task_id: id },
  });

  /** Looks everything up before the task is touched. */
  function apply(task: Task, change: TaskChange, now: string): void {
    const { deadlineAt, completed = task.completed } = change;
    const linked = change.linked?.map(({ object, recordId }) => {
      const target = core.object(object);
      return { object: target.slug, recordId: core.record(target, recordId).id };
    });
    for (const id of change.assignees ?? []) {
      if (!core.tables.members.has(id)) throw notFound(`Workspace member with ID "${id}"`);
    }
    if (deadlineAt !== undefined) {
      task.deadlineAt = deadlineAt === null ? null : stampOf(deadlineAt);
    }
    if (completed !== task.completed) task.completedAt = completed ? now : null;
    task.completed = completed;
    task.linked = linked ?? task.linked;
    task.assignees = change.assignees?.slice() ?? task.assignees;
  }

  return {
    createNote({ object, recordId, title, content = "" }, change) {
      const parent = core.object(object);
      core.record(parent, recordId);
      const { stamp, actor } = core.moment(change);
      const note: Note = {
        id: core.newId(),
        parentObject: parent.slug,
        parentRecordId: recordId,
        title,
        content,
        createdBy: actor,
        createdAt: stamp,
      };
      notes.set(note.id, note);
      core.tell({ ...noteEvent("note.created", note), actor });
      return note;
    },
    updateNote(id, { title, content }, change) {
      const note = noteOf(id);
      const { actor } = core.moment(change);
      if (title !== undefined && title !== note.title) {
        note.title = title;
        core.tell({ ...noteEvent("note.updated", note), actor });
      }
      if (content !== undefined && content !== note.content) {
        note.content = content;
        core.tell({ ...noteEvent("note-content.updated", note), actor });
      }
    },
    deleteNote(id, change) {
      const note = noteOf(id);
      notes.delete(id);
      core.tell({ ...noteEvent("note.deleted", note), actor: core.moment(change).actor });
    },

    createTask({ content, ...rest }, change) {
      const { stamp, actor } = core.moment(change);
      const task: Task = {
        id: core.newId(),
        content,
        deadlineAt: null,
        completed: false,
        completedAt: null,
        linked: [],
        assignees: [],
        createdBy: actor,
        createdAt: stamp,
      };
      apply(task, rest, stamp);
      tasks.set(task.id, task);
      core.tell({ ...taskEvent("task.created", task), actor });
      return task;
    },
    updateTask(id, input, change) {
      const task = taskOf(id);
      const { stamp, actor } = core.moment(change);
      apply(task, input, stamp);
      core.tell({ ...taskEvent("task.updated", task), actor });
      return task;
    },
    deleteTask(id, change) {
      const task = taskOf(id);
      tasks.delete(id);
      core.tell({ ...taskEvent("task.deleted", task), actor: core.moment(change).actor });
    },
  };
}
