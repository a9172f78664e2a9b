import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { PostForm } from "../form/PostForm.tsx";
import { Icon } from "../icon/Icon.tsx";
import { logOut, settings, user } from "../icon/shapes.ts";

/** Props of {@link AccountMenu}. */
export interface AccountMenuProps {
  t: Translator;
  login: string;
  /** The theme switch. */
  theme: ComponentChildren;
  csrfToken: string;
}

/** Who is signed in, settings and signing out. Opens without JavaScript. */
export function AccountMenu({ t, login, csrfToken, theme }: AccountMenuProps) {
  return (
    <details class="menu" name="top-menu">
      <summary class="menu-button" title={t("shell.signedInAs", { login })}>
        <Icon shape={user} />
        <span class="menu-label account-name">{login}</span>
      </summary>
      <div class="menu-panel menu-panel-end">
        <p class="menu-heading">{t("shell.signedInAs", { login })}</p>
        <div class="menu-row">
          <span>{t("shell.theme")}</span>
          {theme}
        </div>
        <div class="menu-separator" />
        <a class="menu-item" href="/settings">
          <Icon shape={settings} />
          {t("shell.settings")}
        </a>
        <PostForm action="/logout" csrfToken={csrfToken}>
          <button type="submit" class="menu-item">
            <Icon shape={logOut} />
            {t("shell.signOut")}
          </button>
        </PostForm>
      </div>
    </details>
  );
}
