// `phone.ask`: the number to read out to a supervisor on the phone, for an act that staff may not do: it is good for these reasons, this account and
// this thing alone. `phone.give`: for the supervisor who is phoned, at another desk; with their PIN they get the code. The server checks both, and
// their rights.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { PhoneAskInput } from '../../../shared/views/phone.ts';
import { inGroups } from '../../../shared/circ/phone-code.ts';
import { provisionalItemId, provisionalPatronId } from '../../../shared/circ/recorded.ts';
import { OVERRIDE_RIGHTS } from '../../../shared/circ/rights.ts';
import { isReasonCode } from '../../../shared/core/codes/reasons.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { findPatron } from './asked.ts';
import { waiverAsked } from './fees.ts';
import { targetOf } from './holds.ts';
import { overrideWish, type OverrideSubject } from './phone-wish.ts';

type OverrideAsk = Extract<PhoneAskInput, { readonly codes: unknown }>;

/**
 * The number. Throws HF-AUTH-021, HF-AUTH-013 for a reason that cannot be overridden, HF-AUTH-029 when too many stand open, HF-AUTH-030 where no code
 * is needed, and the act's own errors for an unknown card, barcode or fee.
 */
export async function askByPhone(desk: Desk, input: ParsedInput<'phone.ask'>): Promise<MethodOutput<'phone.ask'>> {
  const wish = 'codes' in input ? await wishFor(desk, input) : waiverAsked(desk, input).wish;
  const { rights, staff } = desk.session.required();
  if (wish.rights.every((right) => rights.includes(right))) throw new HoldfastError('HF-AUTH-030', { staff });
  const { challenge, forMs } = desk.phoneCodes.show(wish);
  return { challenge: inGroups(challenge), minutes: Math.max(1, Math.floor(forMs / 60_000)) };
}

async function wishFor(desk: Desk, ask: OverrideAsk) {
  desk.session.required();
  const never = ask.codes.find((code) => !isReasonCode(code) || OVERRIDE_RIGHTS[code] === undefined);
  if (never !== undefined) throw new HoldfastError('HF-AUTH-013', { reason: never });
  const patron = ask.patron === undefined ? null : await findPatron(desk, ask.patron);
  return overrideWish(desk, ask.codes, subjectOf(desk, ask, patron?.id ?? null));
}

/** As the act that is then recorded names them. */
function subjectOf(
  desk: Desk,
  { act, patron: card, item: barcode, for: sponsor }: OverrideAsk,
  patronId: string | null,
): OverrideSubject {
  const copy = requiredCopy(desk);
  const item = copy.sight.itemByBarcode(barcode);
  const library = desk.identity.library.id;
  if (act === 'hold') {
    const target = targetOf(copy, barcode);
    return { patronId, thing: target.item?.id ?? target.title.id };
  }
  if (act === 'checkout') {
    const owner = sponsor ?? patronId ?? (card === undefined ? null : provisionalPatronId(library, card));
    return { patronId: owner, thing: item?.id ?? provisionalItemId(library, barcode) };
  }
  if (item === null) throw new HoldfastError('HF-CIRC-003', { barcode });
  // A recalled copy is held for one patron and cut for another: the thing alone stands for both acts.
  if (act === 'recall') return { patronId: null, thing: item.id };
  return { patronId: copy.sight.currentLoan(item.id)?.patronId ?? null, thing: item.id };
}

/** The request, and with a PIN the code. Throws HF-AUTH-021, HF-SYNC-003, and the server's refusals: HF-AUTH-007, 022…024, 031. */
export async function giveByPhone(
  desk: Desk,
  { desk: name, challenge, pin }: ParsedInput<'phone.give'>,
): Promise<MethodOutput<'phone.give'>> {
  const { staffId, staff } = desk.session.required();
  const asked = { desk: name, challenge, staffId, ...(pin === undefined ? {} : { pin }) };
  const { code, ...read } = await desk.phoneCode(asked, staff);
  return { ...read, code: code === null ? null : inGroups(code) };
}
