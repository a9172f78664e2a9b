import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Button } from "../Button.tsx";
import { refreshCw } from "../icon/shapes.ts";

/** Props of {@link PageHeader}. */
export interface PageHeaderProps {
  t: Translator;
  title: string;
  /** The pages above this one, topmost first. */
  breadcrumb?: readonly { label: string; href: string }[];
  /** When the page's figures were counted: `12:04`. */
  asOf?: string;
  /** The page's own address; shows the refresh link. */
  refreshHref?: string;
  /** Time range, filters, the primary action. */
  children?: ComponentChildren;
}

/** The head of a page: where one is, what it is called, how fresh it is, and its tools. */
export function PageHeader(props: PageHeaderProps) {
  const { t, breadcrumb = [] } = props;
  return (
    <div class="page-header">
      <div class="page-title">
        {breadcrumb.length > 0 && (
          <nav aria-label={t("shell.breadcrumb")}>
            <ol class="breadcrumb">
              {breadcrumb.map(({ label, href }) => (
                <li key={href}>
                  <a href={href}>{label}</a>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1>{props.title}</h1>
      </div>
      <div class="page-tools">
        {props.asOf !== undefined && (
          <span class="meta figure">{t("common.asOf", { time: props.asOf })}</span>
        )}
        {props.children}
        {props.refreshHref !== undefined && (
          <Button href={props.refreshHref} icon={refreshCw} iconOnly variant="ghost">
            {t("shell.refresh")}
          </Button>
        )}
      </div>
    </div>
  );
}
