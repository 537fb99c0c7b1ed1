// Requirements of a group for a person who joins it, as visitors and borrowers of partner libraries do: data to fill in, a fee, an end.

import { z } from 'zod';
import { MinorUnitsSchema } from '../../core/money.ts';

/** Fields of an account that a group may require beyond those of every account. */
export const JoinFieldSchema = z.enum(['given', 'expiresOn', 'birthDate', 'email', 'phones', 'address']);
export type JoinField = z.infer<typeof JoinFieldSchema>;

export const JoiningSchema = z.object({
  required: z.array(JoinFieldSchema),
  /** Charged once, as the account is made; 0 = nothing. */
  feeMinor: MinorUnitsSchema.min(0),
  /** When an account ends unless staff enter another date: so many months on, or on the next of these local days, as terms end; null = never. */
  ends: z
    .union([z.object({ months: z.int().min(1).max(1200) }), z.object({ days: z.array(z.iso.date()).min(1) })])
    .nullable(),
  /** Local days, both included, on which its patrons neither borrow nor register. */
  blackout: z.array(z.object({ from: z.iso.date(), to: z.iso.date(), name: z.string() })).optional(),
});
export type Joining = z.infer<typeof JoiningSchema>;

/** The last day of an account that is made on a local day; null = without an end, also where no later day is known. */
export function endOfJoining({ ends }: Pick<Joining, 'ends'>, today: string): string | null {
  if (ends === null) return null;
  if ('days' in ends) return ends.days.toSorted().find((day) => day >= today) ?? null;
  return monthsLater(today, ends.months);
}

/** The same day so many months on; the last of its month where that has none. */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The blackout that a local day lies in; null = none. */
export function blackoutOn({ blackout = [] }: Joining, day: string): NonNullable<Joining['blackout']>[number] | null {
  return blackout.find(({ from, to }) => from <= day && day <= to) ?? null;
}
