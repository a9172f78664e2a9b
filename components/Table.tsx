import type { ComponentChildren } from "preact";
import { Icon } from "./icon/Icon.tsx";
import { arrowDown, arrowUp } from "./icon/shapes.ts";

/** A column: how it is headed and what it shows of a row. */
export interface Column<Row> {
  key: string;
  /** Empty above a column of buttons. */
  header: string;
  cell(row: Row): ComponentChildren;
  /** Right-aligned with tabular figures. */
  numeric?: boolean;
  /** Takes the width that is left; its text is cut with an ellipsis. */
  grow?: boolean;
  /** Left out on narrow screens. */
  secondary?: boolean;
  /** Makes the header a link that sorts by this column. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
}

/** Props of {@link Table}. */
export interface TableProps<Row> {
  /** Names the table for assistive technology. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /**
   * The row's own page; the first column becomes the link and the whole row is clickable. Null: the
   * row has none.
   */
  rowHref?(row: Row): string | null;
  /** What to show instead of rows. */
  empty?: ComponentChildren;
  testId?: string;
}

function Header<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column;
  const classes = cellClass(column);
  // a heading without words is none
  if (column.header === "") return <td class={classes} />;
  if (sort === undefined) return <th scope="col" class={classes}>{column.header}</th>;
  return (
    <th scope="col" class={classes} aria-sort={sort.direction ?? "none"}>
      <a class="table-sort" href={sort.href}>
        {column.header}
        {sort.direction !== null && (
          <Icon shape={sort.direction === "ascending" ? arrowUp : arrowDown} />
        )}
      </a>
    </th>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  const classes = [
    column.numeric && "numeric",
    column.grow && "grow",
    column.secondary && "secondary",
  ].filter(Boolean);
  return classes.length === 0 ? undefined : classes.join(" ");
}

/**
 * Rows in 36 px, with a sticky header. Sorting is a link, so that it is in the URL; the table
 * scrolls sideways within its frame, which can be focused to do so by keyboard.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rows, rowHref } = props;
  if (rows.length === 0 && props.empty !== undefined) return <>{props.empty}</>;
  return (
    <div class="table-frame" role="group" aria-label={props.caption} tabIndex={0}>
      <table class="table" data-testid={props.testId}>
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>{columns.map((column) => <Header key={column.key} column={column} />)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const href = rowHref?.(row) ?? null;
            return (
              <tr key={props.rowKey(row)} class={href === null ? undefined : "linked"}>
                {columns.map((column, index) => (
                  <td key={column.key} class={cellClass(column)}>
                    {index === 0 && href !== null
                      ? <a class="row-link" href={href}>{column.cell(row)}</a>
                      : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
