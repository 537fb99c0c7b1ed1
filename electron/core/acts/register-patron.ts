// Makes an account, or completes one that was only a card. If others have the same name, nothing is recorded until staff confirm that this is another
// person.

import { addFee } from '../../../shared/acts/fee/add-fee.ts';
import { registerPatron } from '../../../shared/acts/patron/register-patron.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, feeId, patronId } from '../../../shared/core/ids.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import { blackoutOn, endOfJoining, type JoinField } from '../../../shared/rules/model/joining.ts';
import { joiningOf } from '../../../shared/rules/rule-set-parts.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { PatronFields } from '../../../shared/circ/model/patron-fields.ts';
import { findPatrons } from '../../../db/replica/queries/find-patrons.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { deskZone, requiredCopy, type Copy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { dayAt, endOfDay } from '../facade/local-day.ts';
import { fieldsIn } from '../facade/patron-fields.ts';
import { patronSummary } from '../facade/patrons.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** Enough to see whether the one is among them that is looked for. */
const mostAlike = 10;

/** Throws HF-AUTH-024, HF-AUTH-025, HF-PATRON-003, HF-PATRON-004, HF-PATRON-005, HF-PATRON-160, HF-PATRON-161 or HF-CIRC-004. */
export const registerPatronAtDesk = deskActs(registerPatron)(async (desk, input) => {
  const known = await findPatron(desk, input.card);
  const { card, isNew, ...given } = input;
  const copy = requiredCopy(desk);
  refuseOwnAccount(desk, known);
  if (known !== null && !known.provisional) throw new HoldfastError('HF-PATRON-003');
  const { fields, feeMinor } = asJoined(desk, copy, fieldsIn(desk, copy, given));
  const alike = isNew ? [] : alikeOf(desk, copy, fields, known);
  if (alike.length > 0) return { card, alike: alike.map((patron) => patronSummary(desk, copy, patron)) };
  const id = known?.id ?? patronId(desk.recorder.mintId());
  const home = fields.home ?? known?.home ?? branchId(desk.identity.branch);
  const cards = [{ number: card, active: true, primary: true }];
  // Creating the account needs the right to charge its fee.
  if (feeMinor > 0) requireToDo(desk, addFee);
  const told = { decision: 'done' as const, reasons: [] };
  const commandId = recordAct(desk, registerPatron, {
    args: { patronId: id, fields: { ...fields, home, cards } },
    told,
  });
  if (feeMinor > 0) {
    const fee = { feeId: feeId(desk.recorder.mintId()), itemId: null, amountMinor: feeMinor };
    recordAct(desk, addFee, { args: { ...fee, patronId: id, charge: 'membership', note: '' }, told });
  }
  return { commandId, patronId: id, card, alike: [] };
});

/**
 * The fields with the expiry date of their group, and the fee for joining it. Throws HF-PATRON-160 if the group asks for more fields, HF-PATRON-161
 * on a day on which it accepts no members.
 */
function asJoined(desk: Desk, copy: Copy, fields: PatronFields): { fields: PatronFields; feeMinor: MinorUnits } {
  const rules = copy.library.rulesAt(desk.clock.now());
  const joining = rules === null ? null : joiningOf(rules, fields.group);
  if (joining === null) return { fields, feeMinor: 0 };
  const today = dayAt(deskZone(desk), desk.clock.now());
  const blackout = blackoutOn(joining, today);
  if (blackout !== null) throw new HoldfastError('HF-PATRON-161', { name: blackout.name, day: blackout.to });
  const day = endOfJoining(joining, today);
  const expiresAt = fields.expiresAt === undefined && day !== null ? endOfDay(deskZone(desk), day) : fields.expiresAt;
  const joined = { ...fields, ...(expiresAt === undefined ? {} : { expiresAt }) };
  if (joining.required.some((field) => !isGiven(joined, field))) throw new HoldfastError('HF-PATRON-160');
  return { fields: joined, feeMinor: joining.feeMinor };
}

function isGiven(fields: PatronFields, field: JoinField): boolean {
  const value = field === 'expiresOn' ? fields.expiresAt : fields[field];
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

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
