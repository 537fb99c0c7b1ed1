// Two assertions about impossible states: one for conditions, one that makes the compiler check a switch.

/** Throws when the condition does not hold. The text is built only then. */
export function assert(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Error(message());
}

/** Ends a switch over a union: a member without a branch no longer compiles. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** The value, or a thrown error where absence would be a bug. */
export function required<T>(value: T | null | undefined, message: () => string): T {
  if (value === null || value === undefined) throw new Error(message());
  return value;
}
