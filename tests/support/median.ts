// The middle one of some measured times: a busy machine holds up one of them now and then, not most.

/** The middle one; of an even number the later of the two. */
export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}
