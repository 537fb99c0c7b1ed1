// Keeps a command running until it is told to end. SIGTERM, SIGINT and the end of its terminal end it cleanly within five seconds.

const withinMs = 4_500;

/** Resolves after a signal, or after `ended`, once `close` is done or too late. */
export async function untilTold(
  close: () => Promise<void>,
  ended: Promise<unknown> = new Promise(() => undefined),
): Promise<void> {
  await Promise.race([new Promise<void>((resolve) => onSignal(resolve)), ended]);
  const tooLate = new Promise<void>((resolve) => {
    setTimeout(resolve, withinMs).unref();
  });
  await Promise.race([close(), tooLate]);
}

function onSignal(listener: () => void): void {
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, listener);
}
