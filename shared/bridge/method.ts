// How a method of the contract is described.

import type { z } from 'zod';

/**
 * One method: schemas of its input and output, and the effect of a second call. `nothing`: it reads, or sets a state that a second call
 * leaves as it is. `ledger`: acts in the desk's ledger, which knows afterwards whether a call recorded any. `elsewhere`: something that the
 * ledger does not hold, such as paper, a sign-in or the server's own data.
 */
export type Method = {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly changes: 'nothing' | 'ledger' | 'elsewhere';
};

/** It reads. */
export const asking = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, changes: 'nothing' }) as const;
/** It records acts. */
export const changing = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, changes: 'ledger' }) as const;
/** It changes data outside of the ledger. */
export const changingElsewhere = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ input, output, changes: 'elsewhere' }) as const;
