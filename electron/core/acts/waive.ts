// Waives a fee, or a part of it.

import { waive } from '../../../shared/acts/fee/waive.ts';
import type { Desk } from '../desk.ts';
import type { SecondPerson } from '../facade/check-override.ts';
import { answerAfter, waiverAsked } from '../facade/fees.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import type { PhoneWish } from '../session/phone-codes.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-PAY-001, HF-PAY-003, HF-AUTH-024, HF-AUTH-025, and for a second person the errors of signing in. */
export const waiveAtDesk = deskAct(waive)({
  second: ({ authoriser }) => authoriser,
  judge: ({ desk, input, second }) => {
    const { amountMinor = null, reason } = input;
    const { patron, ref, wish } = waiverAsked(desk, input);
    refuseOwnAccount(desk, patron, second?.second);
    return {
      record: {
        args: { patronId: patron.id, fee: ref, amountMinor, reason },
        told: { decision: 'done', reasons: [] },
        override: second === null ? null : secondsOverride(desk, second, { reason, wish }),
      },
      answer: (commandId) => answerAfter(desk, patron, commandId),
    };
  },
});

function secondsOverride(
  desk: Desk,
  { second, phone }: SecondPerson,
  { reason, wish }: { readonly reason: string; readonly wish: PhoneWish },
) {
  if (phone !== null) desk.phoneCodes.requireFor(phone, wish);
  return { codes: [], reason, authoriserId: second.staffId, ...(phone === null ? {} : { phone: phone.proof }) };
}
