// Acts that no desk of this version writes by itself: stated times, wrong clocks, later commands and versions, lost and
// purged parts, new streams.

import { activationOf } from '../../../shared/circ/place-closing.ts';
import { branchId, staffId, streamId } from '../../../shared/core/ids.ts';
import type { Sealed } from './story-desk.ts';
import { lend, takeIn, termsAt, undo, DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellLater(world: World): Promise<void> {
  await tellStated(world);
  await tellUnknown(world);
  await tellStreams(world);
  await tellClosing(world);
}

const lending = (item: string, patron: string) => ({
  patronId: patron,
  card: `card-${patron}`,
  itemId: item,
  barcode: `barcode-${item}`,
  mintsPatron: false,
  mintsItem: null,
});

const checkingIn = (item: string) => ({ itemId: item, barcode: `barcode-${item}`, returnedAt: null, mintsItem: null });
const shelved = { ...DONE, route: 'reshelve', holdId: null, transitTo: null };

/** Paper, imports and clocks that are off. */
async function tellStated({ sealing, pass, send, clock }: World): Promise<void> {
  const lend = (item: string, more: Partial<Sealed>) => {
    sealing.seal({ name: 'checkout', args: lending(item, 'P8'), told: termsAt(clock.at), ...more });
    pass();
  };
  lend('X34', { stated: { at: clock.at - 3_600_000, source: 'paper' } });
  lend('X35', { stated: { at: clock.at - 7_200_000, source: 'import' }, channel: 'import' });
  lend('X36', { stated: { at: clock.at + 86_400_000, source: 'system' }, staffId: null, branch: null });
  lend('X37', { stated: { at: clock.at - 60_000, source: 'time' }, branch: branchId('east') });
  const clocks = { mono: 1, bootId: 'boot-2', offsetMs: 0, offsetErrorMs: 0 };
  lend('X38', { occurred: { wall: clock.at, ...clocks, offsetAgeMs: null } });
  lend('X39', { occurred: { wall: clock.at + 400 * 86_400_000, ...clocks, offsetAgeMs: 0 } });
  sealing.seal({ name: 'checkin', args: checkingIn('X38'), told: shelved });
  pass();
  sealing.seal({ name: 'checkin', args: checkingIn('X39'), told: shelved });
  await send(sealing);
}

/** Commands that this version cannot read, or may not take from a desk. */
async function tellUnknown({ sealing, pass, send }: World): Promise<void> {
  const sealed: readonly Sealed[] = [
    { name: 'lendForEver', args: { itemId: 'X38' } },
    { name: 'checkin', version: 2, args: { ...checkingIn('X38'), machine: 'sorter' }, told: shelved },
    { name: 'mergePatrons', version: 9, args: { from: ['P1', 'P2'], to: 'P3' }, staffId: staffId('boss') },
    { name: 'checkin', args: { itemId: 'X38' }, told: shelved },
    { name: 'releaseQuiet', args: { desks: [] }, staffId: staffId('boss') },
    { name: 'ageToLost', args: { loanId: 'loan-1', itemId: 'X38', patronId: 'P1' } },
    { name: 'expireHold', args: { hold: 'hold-1', titleId: 'title-X20', patronId: 'P1', trap: null } },
    { name: 'liftBlocks', args: { patronId: 'P20' } },
    { name: 'purge', args: { acts: ['act-1'] } },
    {
      name: 'checkin',
      args: { ...checkingIn('X39'), later: 1 },
      told: { ...shelved, later: 2 },
      later: { mood: 'new' },
    },
    { name: 'undo', args: { commandId: 'act-of-nobody', itemId: 'X39', patronId: null, titleId: null } },
  ];
  for (const one of sealed) {
    sealing.seal(one);
    pass();
  }
  await send(sealing);
}

/** Streams that replace others, with a loss that is named, and acts whose arguments are gone. */
async function tellStreams({ a, sealing, pass, send, clock }: World): Promise<void> {
  a.newStream();
  const lent = lend(a, { item: 'X35', patron: 'P9', now: clock.at });
  pass();
  undo(a, undo(a, lent, { item: 'X35', patron: 'P9' }), { item: 'X35', patron: 'P9' });
  pass();
  takeIn(a, 'X35');
  await send(a);
  const lost = [{ stream: streamId(sealing.stream()), after: 19, upTo: 21 }];
  sealing.newStream();
  sealing.seal({ name: 'checkin', args: checkingIn('X36'), told: shelved, lost });
  pass();
  const reason = { override: { codes: ['ITEM_LOST'], authoriserId: staffId('boss') }, overrideReason: 'Found' };
  sealing.seal({ name: 'checkout', args: lending('X36', 'P9'), told: termsAt(clock.at), ...reason });
  await send(sealing);
  sealing.newStream();
  const occurred = { wall: clock.at - 900 * 86_400_000, mono: 1, bootId: 'boot-0', offsetMs: 0, offsetErrorMs: 0 };
  sealing.seal({ name: 'checkin', args: checkingIn('X37'), told: shelved, occurred: { ...occurred, offsetAgeMs: 0 } });
  await send(sealing, { withoutArgs: [1] });
}

/** A branch is closed for a day that nothing lies in. */
async function tellClosing({ b, pass, send, clock }: World): Promise<void> {
  const from = clock.at + 3_650 * 86_400_000;
  const closing = { branches: ['main'], from, to: from + 86_400_000, reason: 'The roof is mended' };
  const rules = { ...DONE, rulesVersion: 'rules-1', closings: [] };
  const closed = activationOf(b.act('closeBranch', closing, rules, { staff: 'boss' }));
  pass();
  const known = [{ id: closed, to: closing.to }];
  b.act('liftClosing', { closing: closed }, { ...rules, closings: known }, { staff: 'boss' });
  pass();
  await send(b);
}
