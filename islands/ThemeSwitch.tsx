import { useSignal } from "@preact/signals";
import { Icon } from "../components/icon/Icon.tsx";
import { monitor, moon, sun } from "../components/icon/shapes.ts";
import { postForm } from "../components/form/post.ts";

/** A theme a person can choose; `system` follows the device. */
export type ThemeChoice = "light" | "dark" | "system";

/** Props of the island. */
export interface ThemeSwitchProps {
  theme: ThemeChoice;
  /** Address the choice is posted to, as `theme`. */
  action: string;
  /** Path to return to without scripts. */
  returnTo: string;
  csrfToken: string;
  label: string;
  names: Record<ThemeChoice, string>;
}

const icons = { light: sun, dark: moon, system: monitor };

function show(theme: ThemeChoice): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Light, dark or the device's theme: at once with scripts, by a posted form without. */
export default function ThemeSwitch(props: ThemeSwitchProps) {
  const theme = useSignal(props.theme);

  async function choose(event: SubmitEvent): Promise<void> {
    const form = event.currentTarget as HTMLFormElement;
    const chosen = (event.submitter as HTMLButtonElement | null)?.value as ThemeChoice | undefined;
    if (chosen === undefined) return;
    event.preventDefault();
    theme.value = chosen;
    show(chosen);
    await postForm(form, event.submitter);
  }

  return (
    <form method="post" action={props.action} aria-label={props.label} onSubmit={choose}>
      <input type="hidden" name="csrf_token" value={props.csrfToken} />
      <input type="hidden" name="return_to" value={props.returnTo} />
      <span class="segments">
        {(["light", "dark", "system"] as const).map((choice) => (
          <button
            key={choice}
            class="segment segment-icon"
            type="submit"
            name="theme"
            value={choice}
            title={props.names[choice]}
            aria-pressed={theme.value === choice ? "true" : "false"}
          >
            <Icon shape={icons[choice]} label={props.names[choice]} />
          </button>
        ))}
      </span>
    </form>
  );
}
