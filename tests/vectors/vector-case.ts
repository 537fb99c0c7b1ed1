// A case as operations see it, and the type of an operation.

import type { Outcome } from './compare.ts';
import type { VectorCaseForm } from './vector-form.ts';
import type { VectorTime } from './vector-time.ts';

/** A case whose zone is known. */
export type VectorCase = Pick<VectorCaseForm, 'id' | 'operation' | 'system' | 'input'> & {
  readonly time: VectorTime;
  /** The present moment of the case, as text; undefined where it does not matter. */
  readonly clock: string | undefined;
};

/** Puts a case to the engine and returns its answer in the keys of `expect`. It translates only; the engine computes. */
export type Operation = (one: VectorCase) => Outcome;

/** The operations of one area, by name. */
export type Operations = Readonly<Record<string, Operation>>;
