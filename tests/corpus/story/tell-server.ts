// The server's own acts.

import { reissueId } from '../../../shared/circ/recorded.ts';
import { timedActId } from '../../../server/schedule/own-desk.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { bodyOf } from '../replay.ts';
import { DAILY_HASH } from './library.ts';
import { lend, takeIn } from './words.ts';
import type { World } from './world.ts';

export async function tellServer({ a, pass, send, ownDeeds, clock }: World): Promise<void> {
  const shelf = { route: 'hold-shelf', holdId: 'opening-hold-1', holdUntil: clock.at + 60_000 };
  const trap = takeIn(a, 'X41', { told: shelf });
  pass();
  const lent = lend(a, { item: 'X42', patron: 'P10', now: clock.at });
  pass();
  const named = { itemId: 'X42', loanId: lent, patronId: 'P10', holdId: null, reissues: null, ignoredBy: null };
  const recall = a.act('recall', named, { decision: 'done', reasons: [], dueAt: clock.at + 86_400_000 });
  pass();
  const barcode = 'barcode-X42';
  const renewal = { itemId: 'X42', loanId: lent, patronId: 'P10', barcode };
  const policyRef = { rulesVersion: 'rules-1', rowIds: [], policyHash: DAILY_HASH };
  const told = { decision: 'done', reasons: [], dueAt: clock.at + 20 * 86_400_000, dueText: 'Later', policyRef };
  const ignoring = a.act('renew', renewal, told);
  await send(a);
  const deed = (id: ActId, name: string, args: unknown, more = {}) => ({
    id,
    name,
    version: 1,
    args,
    at: clock.at,
    ...more,
  });
  const aged = { loanId: 'opening-loan-1', itemId: 'X40', patronId: 'P18' };
  const expired = { hold: 'opening-hold-1', titleId: 'title-X41', patronId: 'P19' };
  const again = { ...named, reissues: recall, ignoredBy: ignoring };
  await ownDeeds([
    deed(timedActId('ageToLost', 'opening-loan-1', 1), 'ageToLost', aged),
    deed(timedActId('expireHold', 'opening-hold-1', 1), 'expireHold', { ...expired, trap }),
    deed(timedActId('expireHold', 'hold-5', 1), 'expireHold', {
      hold: 'hold-5',
      titleId: 'title-X23',
      patronId: 'P5',
      trap: null,
    }),
    deed(timedActId('expireBooking', 'booking-2', 1), 'expireBooking', { bookingId: 'booking-2', patronId: 'P20' }),
    deed(timedActId('liftBlocks', 'P20', 1), 'liftBlocks', { patronId: 'P20' }),
    deed(reissueId(recall, ignoring), 'recall', again, { told: { dueAt: clock.at + 86_400_000 } }),
  ]);
  pass();
  const fee = { kind: 'lost', loanId: 'opening-loan-1', after: null };
  const line = { fee, amountMinor: 500 };
  const sent = { batch: 'batch-1', patronId: 'P18', to: 'Student accounts', lines: [line] };
  await ownDeeds([
    deed(timedActId('transferFees', 'batch-1', 1), 'transferFees', sent),
    deed(timedActId('takeBackFees', 'batch-1', 1), 'takeBackFees', sent),
  ]);
  pass();
  const [first, second] = a.envelopes.map((envelope) => bodyOf(envelope).id);
  await ownDeeds([deed(timedActId('purge', 'first', 1), 'purge', { acts: [first, second] })]);
}
