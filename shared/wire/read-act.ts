// An act read off its envelope as it is stored, for reports and audits. What was purged of it is not there.

import type { ActId, BranchId, ShiftId, StaffId } from '../core/ids.ts';
import type { MinorUnits } from '../core/money.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema, type PhoneProof } from './envelope.ts';

export type ReadAct = {
  readonly id: ActId;
  readonly name: string;
  readonly branch: BranchId | null;
  readonly channel: string;
  readonly staffId: StaffId | null;
  /** Null: it was made in no shift. */
  readonly shiftId: ShiftId | null;
  /** Codes of what was overridden, on whose word where that was somebody else's, and why. */
  readonly overrides: readonly string[];
  readonly authoriserId: StaffId | null;
  readonly overrideReason: string | null;
  /** The night grant on which it was done, with the owed money that was set aside. */
  readonly grant: { readonly grantId: string; readonly minor: MinorUnits } | null;
  /** The code by phone that was the word of the authoriser. */
  readonly phone: PhoneProof | null;
  /** Arguments of the command; null once purged. */
  readonly args: unknown;
  readonly told: unknown;
};

/** The act. */
export function readAct({ body, args }: { readonly body: string; readonly args: string | null }): ReadAct {
  const {
    id,
    name,
    branch,
    channel,
    staffId,
    shiftId = null,
    override,
    told,
  } = EnvelopeBodySchema.parse(JSON.parse(body));
  const given = args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(args));
  return {
    id,
    name,
    branch,
    channel,
    staffId,
    shiftId,
    overrides: override?.codes ?? [],
    authoriserId: override?.authoriserId ?? null,
    overrideReason: given?.overrideReason ?? null,
    grant: override?.grantId === undefined ? null : { grantId: override.grantId, minor: override.grantMinor ?? 0 },
    phone: override?.phone ?? null,
    args: given?.command ?? null,
    told,
  };
}
