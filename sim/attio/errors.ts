/** A refusal of the stand-in, shown as Attio shows errors. */
export class AttioRefusal extends Error {
  override readonly name = "AttioRefusal";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: {
      type?: "invalid_request_error" | "auth_error" | "rate_limit_error";
      headers?: Record<string, string>;
      /** Which fields of the body are wrong, and how. */
      validation?: { code: string; path: string[]; message: string }[];
    } = {},
  ) {
    super(message);
  }

  /** The reply's body. */
  body(): Record<string, unknown> {
    return {
      status_code: this.status,
      type: this.details.type ?? "invalid_request_error",
      code: this.code,
      message: this.message,
      ...(this.details.validation === undefined
        ? {}
        : { validation_errors: this.details.validation }),
    };
  }
}

/** 404 for what is not there, or not for this token. */
export function notFound(what: string): AttioRefusal {
  return new AttioRefusal(404, "not_found", `${what} not found.`);
}

/** 400 for a body, parameter or value of the wrong form. */
export function invalid(message: string, path: string[] = []): AttioRefusal {
  return new AttioRefusal(400, "validation_type", message, {
    validation: [{ code: "invalid_type", path, message }],
  });
}

/** 400 for a filter or sort that cannot be read. */
export function filterError(message: string): AttioRefusal {
  return new AttioRefusal(400, "filter_error", `Error in filter. ${message}`);
}
