// Names in a case without a row. Acts that never arrive may be named; items, desks and policies must be there,
// since an act that reached no timeline would pass unseen.

import type { ActForm, CaseFileForm, CaseForm } from './case-form.ts';

/** The fault of a case, in words; null when it can be run. */
export function findSenseless(
  file: Omit<CaseFileForm, 'cases'>,
  one: CaseForm,
  acts: readonly ActForm[],
): string | null {
  const { items, loans, holds, policy } = { ...file.defaults, ...one };
  const has = new Set(items.map(({ item }) => item));
  const desks = new Set(file.desks.map(({ desk }) => desk));
  if (typeof policy === 'string' && !Object.hasOwn(file.policies, policy)) return `there is no policy ${policy}`;
  for (const { loan, item } of loans) if (!has.has(item)) return `loan ${loan} is of item ${item}, which is not there`;
  for (const { hold, trapped } of holds) {
    if (trapped !== undefined && !has.has(trapped)) return `item ${trapped} of hold ${hold} is not there`;
  }
  const names = new Set<string>();
  for (const { act, desk, ...more } of acts) {
    if (names.has(act)) return `two acts are named ${act}`;
    names.add(act);
    if (!desks.has(desk)) return `act ${act} is of desk ${desk}, which is not there`;
    // A hold may be for an item that is not there, as for any other that never comes.
    const item = 'item' in more && more.kind !== 'placeHold' ? more.item : undefined;
    if (item !== undefined && !has.has(item)) return `act ${act} names item ${item}, which is not there`;
  }
  return null;
}
