// The error that something throws, for tests that look into it.

/** The error that `work` throws; undefined when it throws none. */
export function caught(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
