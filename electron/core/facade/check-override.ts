// Who may override what: each reason names its own right, held by whoever is signed in or by a second person who signs with their PIN; a night
// grant stands in for it where there is nobody who has it.
// Signing takes a moment, so it comes first: what is judged after it is recorded in the same turn, and nothing comes between.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import type { OverrideInput } from '../../../shared/bridge/views/circulation.ts';
import type { MinorUnits } from '../../../shared/core/money.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import { grantFor } from '../../../shared/circ/night-grant.ts';
import type { Desk } from '../desk.ts';
import type { SignedStaff } from '../session/session.ts';

/** What staff gave with an act, with the second person whose PIN was right. */
export type SignedOverride = { readonly input: OverrideInput; readonly second: SignedStaff | null };

/** An override that was allowed. */
export type AllowedOverride = {
  readonly codes: readonly string[];
  readonly reason: string;
  readonly authoriserId: StaffId | null;
  /** The night grant that it was allowed on, with the owed money that counts against the limit of it. */
  readonly grant?: { readonly grantId: string; readonly minor: MinorUnits };
};

/** Checks the PIN of the second person, where there is one. Null without an override. Throws what signing in throws. */
export async function signOverride(desk: Desk, input: OverrideInput | undefined): Promise<SignedOverride | null> {
  if (input === undefined) return null;
  const { authoriser } = input;
  return {
    input,
    second: authoriser === undefined ? null : await desk.session.verify(authoriser.staff, authoriser.pin),
  };
}

/**
 * Checks the rights for the reasons that were overridden; what nobody who signed has a right to may be covered by a night grant, of which as
 * many are used as acts carry the override. Null when none was overridden. Throws HF-AUTH-024 when a right is missing.
 */
export function allowOverride(
  desk: Desk,
  signed: SignedOverride | null,
  reasons: readonly Reason[],
  acts = 1,
): AllowedOverride | null {
  const overridden = reasons.filter((reason) => reason.overridden);
  if (overridden.length === 0) return null;
  const staff = desk.session.required();
  const second = signed?.second ?? null;
  const held = new Set<string>([...staff.rights, ...(second?.rights ?? [])]);
  const missing = overridden.filter(({ right }) => right === null || !held.has(right));
  const granted = missing.length === 0 ? null : grantFor(missing, desk.nightGrants(), acts);
  if (missing.length > 0 && granted === null)
    throw new HoldfastError('HF-AUTH-024', { staff: second?.staff ?? staff.staff });
  return {
    codes: overridden.map(({ code }) => code),
    reason: signed?.input.reason ?? '',
    authoriserId: second?.staffId ?? null,
    ...(granted === null ? {} : { grant: { grantId: granted.grant.grantId, minor: granted.minor } }),
  };
}
