// Waits for something to become true and returns the time it took.

/** Milliseconds until `holds` is true; throws with `what` after `withinMs`. */
export async function waitUntil(what: string, withinMs: number, holds: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  for (;;) {
    if (await holds()) return Math.round(performance.now() - started);
    if (performance.now() - started > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(25);
  }
}

/** Lets time pass: people at two desks do not act in the same second. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The value below which a share of the figures lies. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return Math.round((sorted[Math.max(0, at)] ?? 0) * 10) / 10;
}
