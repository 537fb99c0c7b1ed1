// Holds and recalls.

import { lend, takeIn, undo, DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellHolds({ a, b, pass, send, clock }: World): Promise<void> {
  const hold = (id: string, patron: string, item: string, pickup = 'main') => ({
    holdId: id,
    patronId: patron,
    card: `card-${patron}`,
    titleId: `title-${item}`,
    itemId: null,
    pickup,
  });
  const out = lend(a, { item: 'X20', patron: 'P0', now: clock.at });
  pass();
  a.act('placeHold', hold('hold-1', 'P1', 'X20'), DONE);
  pass();
  b.act('placeHold', { ...hold('hold-2', 'P2', 'X20', 'east'), itemId: 'X20' }, DONE);
  pass();
  const copy = { ...hold('hold-3', 'P3', 'X21', 'east'), itemId: 'X21', barcode: 'barcode-X21' };
  const asked = { codes: ['HOLD_STATUS'], reason: 'Wants it kept', authoriserId: null };
  a.act('placeHold', copy, { ...DONE, reasons: asked.codes }, { override: asked });
  pass();
  const kept = a.act('placeHold', hold('hold-4', 'P4', 'X22'), DONE);
  pass();
  undo(a, kept, { patron: 'P4', title: 'title-X22' });
  pass();
  a.act('placeHold', hold('hold-5', 'P5', 'X23'), DONE);
  pass();
  const cancelling = { holdId: 'hold-5', patronId: 'P5', titleId: 'title-X23' };
  const cancelled = a.act('cancelHold', { ...cancelling, reason: 'Wrong edition' }, DONE);
  pass();
  undo(a, cancelled, { patron: 'P5', title: 'title-X23' }, { reason: 'Wants it after all' });
  pass();
  a.act('cancelHold', { ...cancelling, holdId: 'hold-3', patronId: 'P3', titleId: 'title-X21', reason: '' }, DONE);
  pass();
  const recall = { itemId: 'X20', loanId: out, patronId: 'P0', reissues: null, ignoredBy: null };
  const dueAt = clock.at + 3 * 86_400_000;
  a.act('recall', { ...recall, holdId: 'hold-1' }, { ...DONE, dueAt }, { saw: out });
  pass();
  const again = a.act('recall', { ...recall, holdId: null }, { ...DONE, dueAt: dueAt - 3_600_000 });
  pass();
  undo(a, again, { item: 'X20', patron: 'P0' });
  pass();
  await send(b);
  const shelf = { route: 'hold-shelf', holdId: 'hold-1', holdUntil: clock.at + 7 * 86_400_000, slipAt: clock.at };
  takeIn(a, 'X20', { told: shelf });
  pass();
  lend(a, { item: 'X20', patron: 'P1', now: clock.at, told: { fills: 'hold-1' } });
  pass();
  takeIn(a, 'X20', { told: { route: 'transit', holdId: 'hold-2', transitTo: 'east' } });
  pass();
  takeIn(b, 'X20', { told: { route: 'hold-shelf', holdId: 'hold-2' } });
  await send(a);
  await send(b);
}
