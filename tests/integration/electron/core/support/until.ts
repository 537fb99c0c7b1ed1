// Waits for conditions, never for a time to pass.

const withinMs = 10_000;

/** Resolves when `holds` is true. Throws with `what` when it is not within ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const latest = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > latest) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
