import type { Shortcut } from "./palette.ts";

/** Props of {@link ShortcutList}. */
export interface ShortcutListProps {
  shortcuts: readonly Shortcut[];
  words: { shortcuts: string; openPalette: string; showShortcuts: string; close: string };
  onClose(): void;
}

/** What the keys do. */
export function ShortcutList({ shortcuts, words, onClose }: ShortcutListProps) {
  const rows: [string[], string][] = [
    [["Ctrl", "K"], words.openPalette],
    [["?"], words.showShortcuts],
    ...shortcuts.map(({ key, label }): [string[], string] => [["g", key], label]),
  ];
  return (
    <div class="shortcuts">
      <h2 class="shortcuts-title">{words.shortcuts}</h2>
      <dl class="shortcuts-list">
        {rows.map(([keys, label]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
      <button class="button button-small" type="button" onClick={onClose}>{words.close}</button>
    </div>
  );
}
