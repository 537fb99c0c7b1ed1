// The error that something throws, for tests that look into it.

/** What `work` throws; undefined when it throws nothing. */
export function caught(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
