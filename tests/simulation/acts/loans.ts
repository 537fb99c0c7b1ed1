// Loans, returns and use in the house, and their corrections.

import { formatInstant, DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import type { DueChanged } from '../../../shared/views/due-dates.ts';
import type { PaperView } from '../../../shared/views/paper.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { checkDue } from '../checks/check-due.ts';
import { look } from '../checks/look.ts';
import { insist, lentBarcode, recorded, someBarcode, someCard, someOf } from '../steps/acts.ts';
import { barcodeOf, SERIAL } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const checkout = act(30, (world, desk) => lend(world, desk, someCard(world), someBarcode(world)));
export const checkin = act(26, (world, desk) => takeBack(world, desk, someBarcode(world)));
export const renew = act(8, (world, desk) => insist(world, desk, 'circ.renew', { item: lentBarcode(world, desk) }));
export const undo = act(6, undoLast);
export const recordUse = act(2, async (world, desk) => {
  await recorded(world, desk, 'item.recordUse', { barcode: someBarcode(world), count: world.chance.between(1, 3) });
  // It stands on no timeline: only its own undo takes it back.
  if (world.chance.oneIn(3)) await undoLast(world, desk);
});
export const resolveItem = act(4, settleQuestion);

/** Loans that are due within some days move together; half of the time all of them are taken back at once. */
export const manyDueDates = act(1, async (world, desk) => {
  const { chance } = world;
  const day = (days: number): string => formatInstant(world.clockOf(desk).now() + days * DAY_MS).slice(0, 10);
  const which = {
    group: null,
    location: null,
    kind: null,
    from: day(-chance.between(0, 30)),
    to: day(chance.between(0, 30)),
  };
  const move = { to: 'days' as const, days: chance.between(-2, 9) };
  const ask = { which, move, mayShorten: chance.oneIn(2), batch: null, reason: 'break', most: 20 };
  const changed = await world.call(desk, 'due.change', ask);
  world.trace('due.change', desk.name, ask, changed?.ok === true ? changed.value : changed?.error.code);
  if (changed?.ok !== true) return;
  const { batch, done } = parseChanged(changed.value);
  if (done > 0) world.covered('due dates moved together');
  if (done === 0 || chance.oneIn(2)) return;
  const undone = await world.call(desk, 'due.undo', { batch, most: 20 });
  world.trace('due.undo', desk.name, batch, undone?.ok === true ? undone.value : undone?.error.code);
});

/** Lines of a downtime sheet, of the last ten hours: placed by their own times among every desk's later acts. */
export const fromPaper = act(1, async (world, desk) => {
  const { chance } = world;
  const start = await world.call(desk, 'paper.start', {});
  if (start?.ok !== true) return;
  const { zone } = parseStart(start.value);
  const line = (): string => {
    const at = world.clockOf(desk).now() - chance.between(1, 600) * MINUTE_MS;
    const codes = chance.oneIn(3) ? someBarcode(world) : `${someCard(world)} ${someBarcode(world)}`;
    return `${formatLocalMoment(at, zone)} ${codes}`;
  };
  const ask = { text: [line(), ...(chance.oneIn(2) ? [line()] : [])].join('\n'), day: '2026-01-01', time: '09:00' };
  const done = await world.call(desk, 'paper.record', ask);
  world.trace('paper.record', desk.name, ask, done?.ok === true ? done.value : done?.error.code);
  if (done?.ok === true && parsePaper(done.value).recorded > 0) world.covered('recorded from paper');
});

const parseStart = (value: unknown) => value as { readonly zone: string };
const parsePaper = (value: unknown) => value as PaperView;

/** A desk's answer; its form is the contract's. */
const parseChanged = (value: unknown) => value as DueChanged;

export async function lend(world: World, desk: SimDesk, patron: string, item: string): Promise<void> {
  const answer = await insist(world, desk, 'circ.checkout', { patron, item });
  const isBook = item !== barcodeOf(SERIAL);
  if (isBook && answer?.decision === 'done' && answer.dueAt !== undefined) checkDue(world, desk, answer.dueAt);
}

export async function takeBack(world: World, desk: SimDesk, item: string): Promise<void> {
  const { chance } = world;
  const back = world.clockOf(desk).now() - chance.between(1, chance.pick([HOUR_MS, 3 * DAY_MS, 40 * DAY_MS]));
  const returned = chance.oneIn(6) ? { returnedAt: formatInstant(back) } : {};
  const inspects = chance.oneIn(16) ? { inspect: true } : {};
  const found = chance.oneIn(8) ? { place: `table ${chance.between(1, 9)}` } : {};
  await recorded(world, desk, 'circ.checkin', { item, ...returned, ...inspects, ...found });
}

async function undoLast(world: World, desk: SimDesk): Promise<void> {
  const commandId = world.lastActs.get(desk.index);
  if (commandId !== undefined) await recorded(world, desk, 'circ.undo', { commandId });
}

async function settleQuestion(world: World, desk: SimDesk): Promise<void> {
  const isAsked = (sight: OverlayView) => (barcode: string) =>
    sight.itemByBarcode(barcode)?.state.status === 'in-question';
  const items = someOf(world, world.library.items);
  const barcode =
    look(world, desk, (sight) => items.map(barcodeOf).find(isAsked(sight)), undefined) ?? someBarcode(world);
  const cards = look(world, desk, (sight) => cardsInQuestion(sight, barcode), []);
  const card = cards.length > 0 && world.chance.oneIn(2) ? world.chance.pick(cards) : undefined;
  await recorded(world, desk, 'item.resolve', card === undefined ? { barcode } : { barcode, holder: card });
}

/** Cards of those who may have an item that is in question. */
function cardsInQuestion(sight: OverlayView, barcode: string): string[] {
  const item = sight.itemByBarcode(barcode);
  const loans = item === null ? [] : sight.loansInQuestion(item.id);
  return loans.flatMap(({ patronId: holder }) => sight.patron(holder)?.cards[0]?.number ?? []);
}
