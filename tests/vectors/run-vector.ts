// Runs one case: reads it, puts it to its operation, compares. A case that cannot be run is a failed one.

import { z } from 'zod';
import { compareOutcome, type Difference } from './compare.ts';
import { OPERATIONS } from './operations.ts';
import type { VectorCase } from './vector-case.ts';
import { readPart, VectorCaseForm } from './vector-form.ts';
import { vectorTime } from './vector-time.ts';

/** How one case came out. */
export type VectorOutcome = { readonly id: string; readonly operation: string } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly reason: string | null; readonly differences: readonly Difference[] }
  | { readonly outcome: 'skipped'; readonly reason: string }
);

/** Runs a case; `name` stands for the id where it has none. */
export function runVector(raw: unknown, name: string): VectorOutcome {
  const known = knownOf(raw, name);
  try {
    const form = readPart(VectorCaseForm, raw, 'case');
    if (form.hazard === true) return { ...known, outcome: 'skipped', reason: form.note ?? 'marked as a hazard' };
    return runForm(form);
  } catch (error) {
    // Also a bug of the engine: the other cases are run all the same.
    const reason = error instanceof Error ? error.message : String(error);
    return { ...known, outcome: 'failed', reason, differences: [] };
  }
}

function knownOf(raw: unknown, name: string): { id: string; operation: string } {
  const { data } = KnownForm.safeParse(raw);
  return { id: data?.id ?? name, operation: data?.operation ?? '' };
}

/** The parts that identify a case, however malformed the rest may be. */
const KnownForm = z.looseObject({
  id: z.string().optional().catch(undefined),
  operation: z.string().optional().catch(undefined),
});

function runForm(form: VectorCaseForm): VectorOutcome {
  const { id, operation, system, input, clock, timezone } = form;
  const run = OPERATIONS.get(operation);
  if (run === undefined) {
    return { id, operation, outcome: 'failed', reason: `no operation is named ${operation}`, differences: [] };
  }
  const time = vectorTime(timezone);
  const one: VectorCase = { id, operation, system, input, clock, time };
  const differences = compareOutcome(form.expect, { operation, time, outcome: run(one) });
  return differences.length === 0
    ? { id, operation, outcome: 'passed' }
    : { id, operation, outcome: 'failed', reason: null, differences };
}
