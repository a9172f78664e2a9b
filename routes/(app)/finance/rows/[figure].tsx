/** The rows behind figures of money: the same page as those of the others, below Finance. */
export { default, handler } from "../../analytics/rows/[figure].tsx";
