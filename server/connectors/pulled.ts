// How far the lists of another system were read, as it is kept beside its connector.

import { z } from 'zod';
import { InstantSchema } from '../../shared/core/instant.ts';

const PulledSchema = z.looseObject({
  /** How far loans were read, by the clock there. */
  loans: InstantSchema.optional(),
  /** Why they are not told; null = they are. */
  loansFault: z.string().nullish(),
});

export type Pulled = z.infer<typeof PulledSchema>;

/** Reads it; nothing was read at first. */
export function parsePulled(text: string | null): Pulled {
  return text === null ? {} : PulledSchema.parse(JSON.parse(text));
}
