import { ApiError, VendorError } from "@/lib/platform/mod.ts";

/**
 * What a vendor refused on a person's behalf is the request's failure, not ours: 422 with the
 * vendor error's code and what to do.
 *
 * @throws {ApiError} 422
 */
export async function orVendorError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const { fix } = error.options;
    throw new ApiError(
      422,
      error.code,
      fix === undefined ? error.message : `${error.message}. ${fix}`,
    );
  }
}
