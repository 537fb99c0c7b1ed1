// Waits for conditions, never for a time to pass.

const withinMs = 30_000;

/** Resolves when `holds` is true. Throws with `what` when it is not within half a minute, which a busy machine may take for work of milliseconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const latest = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > latest) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
