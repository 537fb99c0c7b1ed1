// Rights to override: each reason names its own right, held by the person signed in or by a second person, who signs
// with their PIN or gives a code by phone; a night grant stands in where no one present has it. Signing takes a moment,
// so it comes first: judging and recording then run in one turn, with nothing in between.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import type { AuthoriserInput, OverrideInput } from '../../../shared/views/circulation.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import { TAKES_TWO } from '../../../shared/circ/rights.ts';
import { grantFor } from '../../../shared/circ/night-grant.ts';
import type { PhoneProof } from '../../../shared/wire/envelope.ts';
import type { Desk } from '../desk.ts';
import type { PhoneWord } from '../session/phone-codes.ts';
import type { SignedStaff } from '../session/session.ts';
import { overrideWish, type OverrideSubject } from './phone-wish.ts';

/** A second person whose PIN or code was right; `phone`: with the code. */
export type SecondPerson = { readonly second: SignedStaff; readonly phone: PhoneWord | null };

/** The override that staff gave with an act, with the second person. */
export type SignedOverride = {
  readonly input: OverrideInput;
  readonly second: SignedStaff | null;
  readonly phone: PhoneWord | null;
};

/** An override that was allowed. */
export type AllowedOverride = {
  readonly codes: readonly string[];
  readonly reason: string;
  readonly authoriserId: StaffId | null;
  /** The night grant that allowed it, with the owed money that counts against its limit. */
  readonly grant?: { readonly grantId: string; readonly minor: MinorUnits };
  /** The code by phone that it was allowed on. */
  readonly phone?: PhoneProof;
};

/** Checks the PIN or the code of a second person. Throws the errors of signing in, or HF-AUTH-026…028. */
export async function signSecond(desk: Desk, authoriser: AuthoriserInput): Promise<SecondPerson> {
  if ('pin' in authoriser) return { second: await desk.session.verify(authoriser.staff, authoriser.pin), phone: null };
  const phone = await desk.phoneCodes.verify(authoriser);
  return { second: phone.second, phone };
}

/** Checks the second person, where there is one. Null without an override. Throws as signSecond does. */
export async function signOverride(desk: Desk, input: OverrideInput | undefined): Promise<SignedOverride | null> {
  if (input === undefined) return null;
  if (input.authoriser === undefined) return { input, second: null, phone: null };
  return { input, ...(await signSecond(desk, input.authoriser)) };
}

/**
 * Checks the rights for the reasons that were overridden; reasons without such a right may be covered by a night grant,
 * of which as many are used as acts carry the override. Null when none was overridden. Throws HF-AUTH-024 when a right
 * is missing, HF-AUTH-080 where two must sign, HF-AUTH-028 when a code by phone was given for something else.
 */
export function allowOverride(
  desk: Desk,
  signed: SignedOverride | null,
  reasons: readonly Reason[],
  { acts = 1, ...subject }: OverrideSubject & { readonly acts?: number },
): AllowedOverride | null {
  const overridden = reasons.filter((reason) => reason.overridden);
  if (overridden.length === 0) return null;
  const staff = desk.session.required();
  const { second = null, phone = null } = signed ?? {};
  const held = new Set<string>([...staff.rights, ...(second?.rights ?? [])]);
  const missing = overridden.filter(({ right }) => right === null || !held.has(right));
  const granted = missing.length === 0 ? null : grantFor(missing, desk.nightGrants(), acts);
  if (missing.length > 0 && granted === null)
    throw new HoldfastError('HF-AUTH-024', { staff: second?.staff ?? staff.staff });
  const takesTwo = overridden.some(({ code }) => TAKES_TWO.has(code));
  if (takesTwo && (second === null || second.staffId === staff.staffId)) throw new HoldfastError('HF-AUTH-080');
  const codes = overridden.map(({ code }) => code);
  if (phone !== null) desk.phoneCodes.requireFor(phone, overrideWish(desk, codes, subject));
  return {
    codes,
    reason: signed?.input.reason ?? '',
    authoriserId: second?.staffId ?? null,
    ...(granted === null ? {} : { grant: { grantId: granted.grant.grantId, minor: granted.minor } }),
    ...(phone === null ? {} : { phone: phone.proof }),
  };
}
