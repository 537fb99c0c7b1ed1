// Events that a simulation has met: counters that a whole suite must not leave at zero, since an event that never happened was never checked.

import { EXCEPTIONS } from '../../../shared/circ/exception-table.ts';
import type { NetworkSeen } from './network.ts';

/** Events that every long run must meet, or it has checked nothing of them. Exception codes are counted as `exception:CODE`, acts as `act:NAME`. */
export const EVERY_RUN_MEETS: readonly string[] = [
  'resend answered from store',
  'gap',
  'new stream',
  'mustRebootstrap',
  'epoch change',
  'rebase that changed what is visible',
  'late event re-folded',
  'exception explained by a later fold',
  'disk-full refusal',
  'read-only refusal',
  'corrupt replica rebuilt',
  'answer lost after commit',
  'request dropped',
  'request duplicated',
  'message truncated',
  'captive portal',
  'black hole',
  'one-way line',
  'desk killed at a store call',
  'desk killed between effects',
  'power lost',
  'old image of a ledger',
  'server killed in a transaction',
  'server lost commits',
  'fee sent to an office',
  'credit sent to an office',
  'bill not taken by its office',
  'bills taken back',
  'clock set wrong',
  'computer slept',
  'rules changed',
  'act folded into a checkpoint',
  'price changed',
  'due dates moved together',
  'recorded from paper',
  'hold stopped',
  'hold goes on',
  'copy stopped',
  'copy goes on',
  'shelf stopped',
  'shelf goes on',
  'hold passed by: suspended',
  'hold passed by: copy takes none',
  'role revoked',
  'patron merged',
  'copies compared',
  'touched keys looked at',
  'dead line looked at',
  'retries counted',
  'acts replayed',
  'acts forged',
  'acts carried by another desk',
  'fork',
  'input-output error refusal',
  'slow commit',
  'server disk refused',
  'copy: bit flip',
  'copy: torn page',
  'copy: missing file',
  'ledger refused: bit flip',
  'ledger refused: torn page',
  'ledger refused: missing file',
  'message truncated in a line',
  'messages out of order',
  'one-way line, the other way',
  'computer suspended',
  'clocks about to change',
  'due date beyond a change of clocks',
  'role revoked in an outage',
  'row changed in an outage: purged',
  'server with a fault',
  'held acts let go',
  'desk revoked',
  'server upgraded',
  'desk upgraded with a full queue',
  'update asked for',
  'act of the next command version',
  'act on a night grant',
  'act on a code by phone',
  'code by phone misheard',
  'act:exception.work',
  'act:fee.add',
  'act:payment.useCredit',
  'act:patron.block',
  'act:patron.unblock',
  'act:patron.register',
  'act:patron.edit',
  'act:patron.addCard',
  'act:patron.endCard',
  'act:patron.merge',
  'act:patron.endAgreement',
  'act:item.add',
  'act:item.complete',
  'act:item.edit',
  'act:title.edit',
  'act:branch.close',
  'act:branch.liftClosing',
  // A simulated library stands alone: no other system refuses anything.
  ...Object.keys(EXCEPTIONS)
    .filter((code) => !code.startsWith('there-'))
    .map((code) => `exception:${code}`),
];

/** Counts of one or many runs. */
export type Coverage = Map<string, number>;

export function count(coverage: Coverage, what: string, by = 1): void {
  coverage.set(what, (coverage.get(what) ?? 0) + by);
}

/** Adds the counts of another run. */
export function addCoverage(to: Coverage, from: Iterable<readonly [string, number]>): void {
  for (const [what, by] of from) count(to, what, by);
}

/** Names under which events of a line are counted. */
export const NETWORK_WORDS: Readonly<Record<Parameters<NetworkSeen>[0], string>> = {
  'lost-answer': 'answer lost after commit',
  dropped: 'request dropped',
  duplicated: 'request duplicated',
  truncated: 'message truncated',
  'line-cut': 'message truncated in a line',
  overtaken: 'messages out of order',
  portal: 'captive portal',
};
