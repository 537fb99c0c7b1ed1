// Who may override what: each reason names its own right, held by whoever is signed in or by a second person who signs with their PIN.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import type { OverrideInput } from '../../../shared/bridge/views/circulation.ts';
import type { Reason } from '../../../shared/circ/decision.ts';
import type { Desk } from '../desk.ts';

/** An override that was allowed. */
export type AllowedOverride = {
  readonly codes: readonly string[];
  readonly reason: string;
  readonly authoriserId: StaffId | null;
};

/**
 * Checks the rights for the reasons that were overridden. Null when none was. Throws HF-AUTH-024 when a right is missing,
 * and what signing in throws when the second person's PIN is wrong.
 */
export async function checkOverride(
  desk: Desk,
  input: OverrideInput | undefined,
  reasons: readonly Reason[],
): Promise<AllowedOverride | null> {
  const overridden = reasons.filter((reason) => reason.overridden);
  if (overridden.length === 0) return null;
  const staff = desk.session.required();
  const authoriser = input?.authoriser;
  const second = authoriser === undefined ? null : await desk.session.verify(authoriser.staff, authoriser.pin);
  const held = new Set<string>([...staff.rights, ...(second?.rights ?? [])]);
  const missing = overridden.find(({ right }) => right === null || !held.has(right));
  if (missing !== undefined) throw new HoldfastError('HF-AUTH-024', { staff: second?.staff ?? staff.staff });
  const codes = overridden.map(({ code }) => code);
  return { codes, reason: input?.reason ?? '', authoriserId: second?.staffId ?? null };
}
