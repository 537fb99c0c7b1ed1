// Runs the cases of one vector file and counts how they came out.

import type { VectorFileForm } from './vector-form.ts';
import { runVector, type VectorOutcome } from './run-vector.ts';

export type FileOutcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cases: readonly VectorOutcome[];
};

/** Checks the cases of a file; `only` names the one operation to run, null = all. */
export function checkVectors({ cases }: VectorFileForm, only: string | null): FileOutcome {
  const outcomes = cases
    .map((raw, index) => ({ raw, name: `case ${index + 1}` }))
    .filter(({ raw }) => only === null || asksFor(raw, only))
    .map(({ raw, name }) => runVector(raw, name));
  const count = (outcome: VectorOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), cases: outcomes };
}

function asksFor(raw: unknown, operation: string): boolean {
  return typeof raw === 'object' && raw !== null && 'operation' in raw && raw.operation === operation;
}
