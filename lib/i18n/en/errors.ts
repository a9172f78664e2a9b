/** Words of error pages and failure notices. */
export const errors = {
  notFoundTitle: "There is no such page",
  notFoundText: "The address may be mistyped, or what it showed is gone.",
  toPortfolio: "To the portfolio",
  forbiddenTitle: "This is not allowed",
  forbiddenText:
    "Your session may have ended or the form is out of date. Reload the page and try again.",
  refusedTitle: "This request was refused",
  refusedText: "It does not fit what is there now. Go back, reload the page and try again.",
  tooManyTitle: "Too many requests",
  tooManyText: "Wait a minute, then try again.",
  failedTitle: "Something went wrong on our side",
  failedText:
    "Nothing was lost. Try again; if it keeps failing, give this request id to your administrator.",
  partialTitle: "Part of this page could not be loaded",
  staleTitle: "These figures may be out of date",
  actionFailed: "That did not work. Try again.",
} as const;
