// Makes an account, or completes one that was only a card. Where others have the same name nothing is recorded until it is said that this is another
// person.

import { registerPatron } from '../../../shared/acts/patron/register-patron.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, patronId } from '../../../shared/core/ids.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { PatronFields } from '../../../shared/circ/model/patron-fields.ts';
import { findPatrons } from '../../../db/replica/queries/find-patrons.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { fieldsIn } from '../facade/patron-fields.ts';
import { patronSummary } from '../facade/patrons.ts';
import { deskAct } from './desk-act.ts';

/** Enough to see whether the one is among them that is looked for. */
const mostAlike = 10;

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-003, HF-PATRON-004, HF-PATRON-005 or HF-CIRC-004. */
export const registerPatronAtDesk = deskAct(registerPatron)({
  before: (desk, { card }) => findPatron(desk, card),
  judge: ({ desk, input, before: known }) => {
    const { card, isNew, ...given } = input;
    const copy = requiredCopy(desk);
    refuseOwnAccount(desk, known);
    if (known !== null && !known.provisional) throw new HoldfastError('HF-PATRON-003');
    const fields = fieldsIn(desk, copy, given);
    const alike = isNew ? [] : alikeOf(desk, copy, fields, known);
    if (alike.length > 0) return { answer: { card, alike: alike.map((patron) => patronSummary(desk, copy, patron)) } };
    const id = known?.id ?? patronId(desk.recorder.mintId());
    const home = fields.home ?? known?.home ?? branchId(desk.identity.branch);
    const cards = [{ number: card, active: true, primary: true }];
    return {
      record: { args: { patronId: id, fields: { ...fields, home, cards } }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId, patronId: id, card, alike: [] }),
    };
  },
});

/** Those who have the same name, and the same birth date where both are known. */
function alikeOf(desk: Desk, copy: Copy, { family, given, birthDate }: PatronFields, known: Patron | null): Patron[] {
  if (family === undefined) return [];
  const isSame = (a: string | null | undefined, b: string): boolean => foldText(a ?? '') === foldText(b);
  const rows = findPatrons(copy.db, `${family}, ${given ?? ''}`, 100).map((row) => copy.sight.patronNow(row));
  return [...rows, ...copy.sight.registeredHere()]
    .filter(({ id }) => id !== known?.id)
    .filter(
      ({ name }) =>
        isSame(name.family, family) && (isSame(name.given, given ?? '') || isSame(name.chosen, given ?? '')),
    )
    .filter((patron) => (birthDate ?? null) === null || patron.birthDate === null || patron.birthDate === birthDate)
    .slice(0, mostAlike);
}
