// The texts of acts on list rows, in the language of the desk.

import type { i18n } from 'i18next';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { HoldId } from '../../shared/core/ids.ts';
import { ok, type Result } from '../../shared/core/result.ts';
import { createRowActs, type RowActParts, type RowActs } from '../stores/row-acts.ts';
import type { Slips } from '../stores/slip-store.ts';

type Parts = Omit<RowActParts, 'print' | 'reason' | 'said'> & {
  readonly speaker: i18n;
  readonly printHold: Slips['printHold'];
};

/** The acts on rows of this desk. */
export function deskRowActs({ speaker, printHold, ...parts }: Parts): RowActs {
  return createRowActs({
    ...parts,
    async print(hold: HoldId): Promise<Result<string, BridgeError>> {
      const done = await printHold(hold);
      return done.ok ? ok(speaker.t(`list.slip_${done.value}`)) : done;
    },
    reason: (act) => speaker.t(`list.reason_${act}`),
    said: (act) => speaker.t(saidKey(act)),
  });
}

/** The words of a row that was worked. */
const saidKey = (act: Parameters<RowActParts['said']>[0]) =>
  act === 'settleNotice' || act === 'sendNoticeAgain'
    ? (`account.said_${act}` as const)
    : (`list.said_${act}` as const);
