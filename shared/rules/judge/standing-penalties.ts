// Blocks of Evergreen that its thresholds set, by name: the reason of each, and the acts that it stops unless a library sets others.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { BlockedAct } from '../model/rule-set.ts';

export type StandingPenalty = { readonly code: ReasonCode; readonly blocks: readonly BlockedAct[] };

const everything: readonly BlockedAct[] = ['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW'];
const account: readonly BlockedAct[] = ['CIRC', 'HOLD', 'RENEW'];

const PENALTIES: ReadonlyMap<string, StandingPenalty> = new Map<string, StandingPenalty>([
  ['PATRON_EXCEEDS_FINES', { code: 'PATRON_FINES', blocks: account }],
  ['PATRON_EXCEEDS_OVERDUE_COUNT', { code: 'PATRON_OVERDUES', blocks: account }],
  // More items out is no reason not to renew one of them.
  ['PATRON_EXCEEDS_CHECKOUT_COUNT', { code: 'LIMIT_REACHED', blocks: ['CIRC', 'FULFILL'] }],
  ['PATRON_EXCEEDS_COLLECTIONS_WARNING', { code: 'PATRON_COLLECTIONS', blocks: account }],
  ['PATRON_EXCEEDS_LOST_COUNT', { code: 'PATRON_LOST_COUNT', blocks: everything }],
  ['PATRON_EXCEEDS_LONGOVERDUE_COUNT', { code: 'PATRON_LOST_COUNT', blocks: everything }],
  ['INVALID_PATRON_ADDRESS', { code: 'PATRON_ADDRESS', blocks: [] }],
  ['STAFF_C', { code: 'PATRON_RESTRICTED', blocks: ['CIRC'] }],
  ['STAFF_R', { code: 'PATRON_RESTRICTED', blocks: ['RENEW'] }],
  ['STAFF_H', { code: 'PATRON_RESTRICTED', blocks: ['HOLD'] }],
  ['STAFF_CR', { code: 'PATRON_RESTRICTED', blocks: ['CIRC', 'RENEW'] }],
  ['STAFF_CH', { code: 'PATRON_RESTRICTED', blocks: ['CIRC', 'HOLD'] }],
  ['STAFF_HR', { code: 'PATRON_RESTRICTED', blocks: ['HOLD', 'RENEW'] }],
  ['STAFF_CHR', { code: 'PATRON_RESTRICTED', blocks: account }],
]);

/** The penalty of a name; null for one that a library made up, whose blocks only its own data has. */
export function standingPenalty(name: string): StandingPenalty | null {
  return PENALTIES.get(name) ?? null;
}
