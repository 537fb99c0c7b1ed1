// Facts of an act that reports count, read off its body once, when it is taken in: a year of bodies is too much to read
// for each report. They have no data about patrons.

import { z } from 'zod';

/** Facts of an act that stand beside its envelope. */
export type ActFacts = {
  readonly shiftId: string | null;
  readonly staffId: string | null;
  /** Codes of overridden reasons; null where there are none. */
  readonly overrides: readonly string[] | null;
  /** Effect on the patron who waited for the copy: it was lent to them, or put on the shelf for them. */
  readonly forHold: 'filled' | 'shelved' | null;
};

/** As many as an id has at most. */
const MOST_LETTERS = 128;
const text = z.string().max(MOST_LETTERS).nullish().catch(null);
const BodySchema = z.object({
  name: text,
  shiftId: text,
  staffId: text,
  override: z
    .object({ codes: z.array(z.string()) })
    .nullish()
    .catch(null),
  told: z.object({ fills: text, holdId: text }).nullish().catch(null),
});

/** The facts of a body. Of one that cannot be read none are known. */
export function actFacts(body: unknown): ActFacts {
  const { name, shiftId = null, staffId = null, override, told } = BodySchema.safeParse(body).data ?? {};
  return { shiftId, staffId, overrides: override?.codes ?? null, forHold: forHoldOf(name, told) };
}

function forHoldOf(
  name: string | null | undefined,
  told: { readonly fills?: string | null | undefined; readonly holdId?: string | null | undefined } | null | undefined,
): ActFacts['forHold'] {
  if (name === 'checkout' && typeof told?.fills === 'string') return 'filled';
  return name === 'checkin' && typeof told?.holdId === 'string' ? 'shelved' : null;
}
