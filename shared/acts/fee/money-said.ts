// Facts in the envelope of a money act, for the account: how money changed hands, on which receipt, and why.

import { argsLeft, toldLeft, type ActContent } from '../read-act.ts';

/** Each is null where the act has none, or where it is purged. */
export function moneySaid(act: ActContent): {
  readonly method: string | null;
  readonly receipt: number | null;
  readonly note: string | null;
} {
  const { method = null, reason = '', note = '' } = argsLeft(act);
  const { slipNumber = null } = toldLeft(act);
  const said = [reason, note].find((text) => text !== '') ?? null;
  return { method, receipt: slipNumber, note: said };
}
