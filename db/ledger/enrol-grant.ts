// The grant that the server signed when it admitted this desk. A restored server that lost the desk learns of it again from this grant.

import { z } from 'zod';
import { readSetting, writeSetting } from './desk-state.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

const settingName = 'enrolGrant';
const SignedGrantSchema = z.object({ grant: z.string(), signature: z.string() });

/** The text that was signed, and the server's signature. */
export type SignedGrant = z.infer<typeof SignedGrantSchema>;

/** The grant; null for a desk of an older version. */
export function enrolGrant(db: Ledger): SignedGrant | null {
  return readSetting(db, settingName, SignedGrantSchema);
}

/** Keeps it, at enrolment. */
export function keepEnrolGrant(db: LedgerWriter, grant: SignedGrant): void {
  writeSetting(db, settingName, grant);
}
