// A simulation that found something that must not be.

/** An invariant of sync.md section 10 that does not hold. */
export class BrokenInvariantError extends Error {
  override readonly name = 'BrokenInvariantError';
  /** Its number; 0: something failed that no invariant names. */
  readonly invariant: number;

  constructor(invariant: number, what: string) {
    super(what);
    this.invariant = invariant;
  }
}

/** Throws unless the condition holds. The message is made only then. */
export function holds(invariant: number, condition: boolean, what: () => string): asserts condition {
  if (!condition) throw new BrokenInvariantError(invariant, what());
}
