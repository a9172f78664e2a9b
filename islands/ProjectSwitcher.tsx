import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/icon/Icon.tsx";
import { matching, type ProjectOption } from "../components/shell/projects.ts";
import { check, chevronsUpDown, pin } from "../components/icon/shapes.ts";

/** Props of the island. */
export interface ProjectSwitcherProps {
  projects: readonly ProjectOption[];
  /** The chosen project; `null` for all of them. */
  projectId: string | null;
  /** Address the choice is posted to, as `project_id` (empty for all projects). */
  action: string;
  /** Path to return to. */
  returnTo: string;
  csrfToken: string;
  words: { choose: string; all: string; search: string; nothing: string };
}

/** Chooses what the pages show: one project or all. Works as a form; scripts add the search. */
export default function ProjectSwitcher(props: ProjectSwitcherProps) {
  const { projects, projectId, words } = props;
  const menu = useRef<HTMLDetailsElement>(null);
  const text = useSignal("");
  const searchable = useSignal(false);
  const found = matching(projects, text.value);
  const current = projects.find(({ id }) => id === projectId)?.name ?? words.all;

  useEffect(() => {
    searchable.value = true;
    const close = (event: Event) => {
      const away = !(event.target instanceof Node && menu.current?.contains(event.target));
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      if (menu.current === null || !(escaped || (event.type === "click" && away))) return;
      if (escaped && menu.current.open) menu.current.querySelector("summary")?.focus();
      menu.current.open = false;
    };
    document.addEventListener("click", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("click", close);
      document.removeEventListener("keydown", close);
    };
  }, []);

  return (
    <details class="menu" name="top-menu" ref={menu}>
      <summary class="menu-button" data-testid="project-switcher">
        <span class="visually-hidden">{words.choose}:</span>
        <span class="menu-label">{current}</span>
        <Icon shape={chevronsUpDown} />
      </summary>
      <form class="menu-panel" method="post" action={props.action} aria-label={words.choose}>
        <input type="hidden" name="csrf_token" value={props.csrfToken} />
        <input type="hidden" name="return_to" value={props.returnTo} />
        {searchable.value && (
          <input
            class="input"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={text}
            onInput={(event) => text.value = event.currentTarget.value}
            onKeyDown={(event) => chooseFirst(event, found[0])}
          />
        )}
        <Option id="" testId="all" name={words.all} chosen={projectId === null} pinned={false} />
        <div class="menu-separator" />
        {found.map(({ id, name, pinned }) => (
          <Option
            key={id}
            id={id}
            testId={id}
            name={name}
            chosen={id === projectId}
            pinned={pinned}
          />
        ))}
        {found.length === 0 && <p class="menu-heading">{words.nothing}</p>}
      </form>
    </details>
  );
}

/** Enter in the search chooses the first project found, not the form's first button. */
function chooseFirst(event: KeyboardEvent, first: ProjectOption | undefined): void {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const form = (event.currentTarget as HTMLInputElement).form;
  const option = first === undefined
    ? null
    : form?.querySelector<HTMLButtonElement>(`[data-testid="project-option-${first.id}"]`);
  option?.click();
}

interface OptionProps {
  id: string;
  testId: string;
  name: string;
  chosen: boolean;
  pinned: boolean;
}

function Option({ id, testId, name, chosen, pinned }: OptionProps) {
  return (
    <button
      class="menu-item"
      type="submit"
      name="project_id"
      value={id}
      aria-current={chosen ? "true" : undefined}
      data-testid={`project-option-${testId}`}
    >
      <span class="menu-item-label">{name}</span>
      {pinned && <Icon shape={pin} />}
      {chosen && <Icon shape={check} />}
    </button>
  );
}
