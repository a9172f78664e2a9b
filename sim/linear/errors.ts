/** An error as Linear words it in `errors[]`: `extensions` carry the code, kind and status. */
export class LinearError extends Error {
  override readonly name = "LinearError";
  readonly extensions: Record<string, unknown>;

  constructor(message: string, readonly code: string, type: string, userMessage = message) {
    super(message);
    this.extensions = {
      type,
      code,
      statusCode: code === "AUTHENTICATION_ERROR" ? 401 : 400,
      userError: true,
      userPresentableMessage: userMessage,
    };
  }
}

/** A row that is not there, or not for these eyes. `entity` is its type's name. */
export function entityNotFound(entity: string): LinearError {
  return new LinearError(
    `Entity not found: ${entity}`,
    "INPUT_ERROR",
    "invalid input",
    `Could not find referenced ${entity}.`,
  );
}

/** An argument outside its bounds. */
export function invalidInput(message: string): LinearError {
  return new LinearError(
    `Argument Validation Error - ${message}`,
    "INVALID_INPUT",
    "invalid input",
    message,
  );
}

/** Something this person or token may not do. */
export function forbidden(message: string): LinearError {
  return new LinearError(message, "FORBIDDEN", "forbidden");
}

/** Something Linear has and the stand-in lacks: said aloud, never answered wrongly. */
export function notServed(what: string): LinearError {
  return new LinearError(`The stand-in does not serve ${what}`, "NOT_SERVED", "other");
}
