// Arguments and answers that most acts of the story share.

import type { ActId } from '../../../shared/core/ids.ts';
import { DAILY_HASH } from './library.ts';
import type { ActMore, RecordingDesk } from './story-desk.ts';

export const DONE = { decision: 'done', reasons: [] };
const DAY_MS = 86_400_000;

type Terms = Readonly<Record<string, unknown>>;

/** The terms of a loan as recorded. */
export function termsAt(now: number, more: Terms = {}): Terms {
  const policyRef = { rulesVersion: 'rules-1', rowIds: ['rule-1'], policyHash: DAILY_HASH };
  return { ...DONE, dueAt: now + 14 * DAY_MS, dueText: 'Due in 14 days', policyRef, ...more };
}

/** Lends an item of the library to a patron of it. */
export function lend(
  desk: RecordingDesk,
  { item, patron, now, args = {}, told = {} }: Lending,
  more: ActMore = {},
): ActId {
  const named = { patronId: patron, card: `card-${patron}`, itemId: item, barcode: `barcode-${item}` };
  return desk.act('checkout', { ...named, mintsPatron: false, mintsItem: null, ...args }, termsAt(now, told), more);
}

export type Lending = {
  readonly item: string;
  readonly patron: string;
  readonly now: number;
  readonly args?: Terms;
  readonly told?: Terms;
};

/** Takes an item in. */
export function takeIn(
  desk: RecordingDesk,
  item: string,
  { args = {}, told = {} }: { args?: Terms; told?: Terms } = {},
) {
  const where = { route: 'reshelve', holdId: null, transitTo: null };
  const named = { itemId: item, barcode: `barcode-${item}`, returnedAt: null, mintsItem: null };
  return desk.act('checkin', { ...named, ...args }, { ...DONE, ...where, ...told });
}

/** Takes an act back. */
export function undo(
  desk: RecordingDesk,
  target: ActId,
  about: { item?: string; patron?: string; title?: string },
  more: { reason?: string; staff?: string; takenBack?: { method: string; amountMinor: number } } = {},
): ActId {
  const { reason, staff = 'clerk', takenBack } = more;
  const named = { itemId: about.item ?? null, patronId: about.patron ?? null, titleId: about.title ?? null };
  const args = { commandId: target, ...named, ...(reason === undefined ? {} : { reason }) };
  return desk.act('undo', args, { ...DONE, ...(takenBack === undefined ? {} : { takenBack }) }, { staff });
}
