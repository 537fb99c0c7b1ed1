// How long to wait before trying the desk core again: it is on this machine and restarts within a second, so short and soon steady.

const FIRST_MS = 150;
const LONGEST_MS = 2_000;

/** The wait before attempt `attempt` (0 = first), in milliseconds. */
export function backOffMs(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
}
