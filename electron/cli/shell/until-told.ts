// Keeps a command running until a signal ends it. SIGTERM, SIGINT and the end of its terminal end it cleanly within five seconds, also while it is
// still starting: work that has begun by then is left as a loss of power would leave it, which loses nothing.

const withinMs = 4_500;

export type Started = {
  readonly close: () => Promise<void>;
  /** Resolves when it ended by itself, rejects when it broke; absent where it never does. */
  readonly ended?: Promise<unknown>;
};

/** Starts something and resolves when it has ended. Rejects when it does not start. */
export async function runUntilTold(start: () => Promise<Started>): Promise<void> {
  const told = new Promise<null>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => resolve(null));
  });
  const starting = start();
  const started = await Promise.race([starting, told]);
  if (started === null) return void starting.catch(() => undefined);
  try {
    await Promise.race(started.ended === undefined ? [told] : [told, started.ended]);
  } finally {
    const tooLate = new Promise<void>((resolve) => {
      setTimeout(resolve, withinMs).unref();
    });
    await Promise.race([started.close(), tooLate]);
  }
}
