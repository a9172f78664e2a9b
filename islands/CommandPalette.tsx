import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/icon/Icon.tsx";
import { search } from "../components/icon/shapes.ts";
import {
  found,
  meaningOf,
  moved,
  type PaletteEntry,
  type Shortcut,
} from "../components/shell/palette.ts";
import { ShortcutList } from "../components/shell/ShortcutList.tsx";

/** Props of the island. */
export interface CommandPaletteProps {
  /** What can be reached: pages, projects, actions. */
  entries: readonly PaletteEntry[];
  shortcuts: readonly Shortcut[];
  /** Address that answers `?q=` with `{entries}` of people, issues and deals. */
  source: string;
  /** The page that searches everything, for browsers without scripts and for the last entry. */
  searchHref: string;
  csrfToken: string;
  words: {
    open: string;
    placeholder: string;
    nothing: string;
    results: string;
    searchFor: string;
    shortcuts: string;
    openPalette: string;
    showShortcuts: string;
    close: string;
  };
}

/** The wait after a key before people and issues are asked for, milliseconds. */
const PAUSE_MS = 150;

/** Two keys of one shortcut come within this, milliseconds. */
const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Goes anywhere and does anything by typing: Ctrl-K or Cmd-K. `?` lists the shortcuts. */
export default function CommandPalette(props: CommandPaletteProps) {
  const { entries, words, shortcuts } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const text = useSignal("");
  const place = useSignal(0);
  const help = useSignal(false);
  // what it holds is rendered when it is opened: the page's first frame need not wait for it
  const opened = useSignal(false);
  const remote = useSignal<readonly PaletteEntry[]>([]);
  const chosen = useSignal<PaletteEntry | null>(null);
  const listed = useComputed<PaletteEntry[]>(() => {
    const typed = text.value.trim();
    const asked = typed === "" ? [] : [{
      ...{ id: "search", group: words.results, label: words.searchFor.replace("{text}", typed) },
      href: `${props.searchHref}?q=${encodeURIComponent(typed)}`,
    }];
    return [...found(entries, typed), ...remote.value, ...asked];
  });

  function open(asHelp: boolean): void {
    opened.value = true;
    help.value = asHelp;
    text.value = "";
    place.value = 0;
    remote.value = [];
    if (dialog.current?.open === false) dialog.current.showModal();
  }

  function take(entry: PaletteEntry | undefined): void {
    if (entry === undefined) return;
    if (entry.href !== undefined) location.assign(entry.href);
    else chosen.value = entry;
  }

  // the field is there only once it is rendered
  useEffect(() => {
    if (!help.value && dialog.current?.open) input.current?.focus();
  }, [help.value, opened.value]);

  // the form's fields are those of the entry, once they are rendered
  useEffect(() => {
    if (chosen.value !== null) form.current?.submit();
  }, [chosen.value]);

  useEffect(() => {
    let before: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const recent = before !== null && event.timeStamp - before.at < SEQUENCE_MS;
      const meaning = meaningOf(
        event,
        recent ? before!.key : null,
        isTyping(event.target),
        shortcuts,
      );
      before = { key: event.key, at: event.timeStamp };
      if (meaning === null) return;
      event.preventDefault();
      if (meaning.kind === "go") location.assign(meaning.href);
      else open(meaning.kind === "help");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    const typed = text.value.trim();
    if (typed.length < 2) {
      remote.value = [];
      return;
    }
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const address = `${props.source}?q=${encodeURIComponent(typed)}`;
        const reply = await fetch(address, { signal: asking.signal });
        if (reply.ok) remote.value = (await reply.json()).entries;
      } catch {
        // what is known here is listed all the same
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text.value]);

  function onInputKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      place.value = moved(place.value, step, listed.value.length);
      document.getElementById(`palette-${place.value}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(listed.value[place.value]);
    }
  }

  return (
    <>
      <a
        class="palette-button"
        href={props.searchHref}
        aria-keyshortcuts="Control+K Meta+K"
        data-testid="palette-open"
        onClick={(event) => {
          event.preventDefault();
          open(false);
        }}
      >
        <Icon shape={search} />
        <span class="palette-button-label">{words.open}</span>
        <kbd class="palette-button-keys" aria-hidden="true">Ctrl K</kbd>
      </a>
      <dialog
        class="palette"
        ref={dialog}
        aria-label={help.value ? words.shortcuts : words.open}
        onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      >
        {!opened.value ? null : help.value
          ? (
            <ShortcutList
              shortcuts={shortcuts}
              words={words}
              onClose={() => dialog.current?.close()}
            />
          )
          : (
            <>
              <input
                class="palette-input"
                ref={input}
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                aria-label={words.open}
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant={listed.value.length > 0
                  ? `palette-${place.value}`
                  : undefined}
                placeholder={words.placeholder}
                data-testid="palette-input"
                value={text}
                onInput={(event) => {
                  text.value = event.currentTarget.value;
                  place.value = 0;
                }}
                onKeyDown={onInputKey}
              />
              <ul class="palette-list" id="palette-list" role="listbox" aria-label={words.open}>
                {listed.value.map((entry, index) => (
                  <li
                    key={entry.id}
                    id={`palette-${index}`}
                    class={index > 0 && listed.value[index - 1]!.group === entry.group
                      ? "palette-entry"
                      : "palette-entry palette-first"}
                    role="option"
                    data-group={entry.group}
                    aria-selected={index === place.value ? "true" : "false"}
                    onPointerMove={() => place.value = index}
                    onClick={() => take(entry)}
                  >
                    <span class="palette-label">{entry.label}</span>
                    {entry.hint !== undefined && <span class="meta">{entry.hint}</span>}
                  </li>
                ))}
              </ul>
              {listed.value.length === 0 && <p class="palette-nothing">{words.nothing}</p>}
            </>
          )}
        {chosen.value?.post !== undefined && (
          <form ref={form} method="post" action={chosen.value.post.action} hidden>
            <input type="hidden" name="csrf_token" value={props.csrfToken} />
            {Object.entries(chosen.value.post.fields ?? {}).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
          </form>
        )}
      </dialog>
    </>
  );
}
