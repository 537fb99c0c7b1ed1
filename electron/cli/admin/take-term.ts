// The changes of a term list, done one by one. A PIN is shown only once, so it is made after the other steps of its change, and made PINs are shown
// also where a later change fails.

import { HoldfastError, sayError } from '../../../shared/core/holdfast-error.ts';
import type { Random } from '../../../shared/core/ports.ts';
import type { TermChange } from '../../../shared/circ/term-list.ts';
import { addStaff, disableStaff, giveRole, setEnd } from '../../../server/staff/staff-directory.ts';
import { endOfDay } from '../../core/facade/local-day.ts';
import type { StoreContext } from './with-store.ts';

/** A change that was taken, with the PIN that it made; or why it was not. */
export type TermDone =
  | { readonly change: TermChange; readonly pin: string | null }
  | { readonly change: TermChange; readonly why: string };

type Parts = StoreContext & { readonly random: Random };

/** `fault`: the error that ended it early, such as a lost database; null = it ran to its end. */
export async function takeTerm(
  parts: Parts,
  changes: readonly TermChange[],
  zone: string,
): Promise<{ readonly done: readonly TermDone[]; readonly fault: Error | null }> {
  const done: TermDone[] = [];
  for (const change of changes) {
    try {
      done.push({ change, pin: await take(parts, change, zone) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (!(error instanceof HoldfastError)) return { done, fault: error };
      done.push({ change, why: sayError(error.code, error.params, 'en') });
    }
  }
  return { done, fault: null };
}

/** Does one; returns the PIN that was made. */
async function take(parts: Parts, change: TermChange, zone: string): Promise<string | null> {
  const { name: staff } = change;
  if (change.kind === 'end') {
    await disableStaff(parts, staff);
    return null;
  }
  const expiresAt = change.until === null ? null : endOfDay(zone, change.until);
  if (change.kind === 'add') {
    const { pin } = await addStaff(parts, { staff, role: change.role, ...(expiresAt === null ? {} : { expiresAt }) });
    return pin;
  }
  if (change.was.until !== change.until) await setEnd(parts, staff, expiresAt);
  return change.was.role === change.role ? null : giveRole(parts, staff, change.role);
}
