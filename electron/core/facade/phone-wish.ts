// The question to a person on the phone, computed the same way when the number is shown and when the act is recorded on
// their code.

import { patronId, type PatronId } from '../../../shared/core/ids.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import { phoneRightFor, type PhoneAsk } from '../../../shared/circ/phone-code.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import type { PhoneWish } from '../session/phone-codes.ts';

/** Account and thing of an override: a code by phone is valid for nothing else. */
export type OverrideSubject = Pick<PhoneAsk, 'patronId' | 'thing'>;

/** Of these reasons, those that the person signed in may not set aside, with the rights and the owed money that they are about. */
export function overrideWish(desk: Desk, codes: readonly string[], subject: OverrideSubject): PhoneWish {
  const { rights: own } = desk.session.required();
  const lacking = [...new Set(codes)].filter((code) => {
    const right = phoneRightFor(code);
    return right !== null && !own.includes(right);
  });
  const rights = [...new Set(lacking.flatMap((code) => phoneRightFor(code) ?? []))];
  return {
    ...subject,
    codes: lacking,
    rights,
    minor: rights.includes('override-fees') ? owedBy(desk, lacking, subject) : 0,
  };
}

/** The patron's debt, growing fines included; null where it is unknown, since it is about other people's debts too. */
function owedBy(desk: Desk, codes: readonly string[], subject: OverrideSubject): MinorUnits | null {
  const isOwn = codes.every((code) => code === 'PATRON_FINES' || phoneRightFor(code) !== 'override-fees');
  if (subject.patronId === null || !isOwn) return null;
  const owner: PatronId = patronId(subject.patronId);
  const { fees } = requiredCopy(desk).sight.accountOf(owner, desk.clock.now());
  return fees.reduce((sum, { fee }) => sum + fee.outstandingMinor, 0);
}
