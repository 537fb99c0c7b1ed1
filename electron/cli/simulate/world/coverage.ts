// What a simulation has met: counters that a whole suite must not leave at zero, since what never happened was never checked.

import type { NetworkSeen } from './network.ts';

/** What every long run must meet, or it has checked nothing of it. Exception codes are counted as `exception:CODE`, acts as `act:NAME`. */
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
  'clock set wrong',
  'computer slept',
  'rules changed',
  'role revoked',
  'patron merged',
  'copies compared',
  'touched keys looked at',
  'dead line looked at',
  'acts replayed',
  'acts forged',
  'acts carried by another desk',
  ...[
    'already-in',
    'clock-suspect',
    'double-scan',
    'due-differs',
    'hold-trapped-twice',
    'hold-void',
    'in-question',
    'lent-off-hold-shelf',
    'lent-while-on-loan',
    'lost-corrected',
    'missed-hold',
    'missed-transit',
    'patron-merged',
    'patron-unknown',
    'renewal-no-loan',
    'rules-stale',
    'staff-role-revoked',
    'undo-crossed',
    'wrong-trap',
  ].map((code) => `exception:${code}`),
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

/** How what is seen on a line is counted. */
export const NETWORK_WORDS: Readonly<Record<Parameters<NetworkSeen>[0], string>> = {
  'lost-answer': 'answer lost after commit',
  dropped: 'request dropped',
  duplicated: 'request duplicated',
  truncated: 'message truncated',
  portal: 'captive portal',
};
