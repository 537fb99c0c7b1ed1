// Short stories of two desks that do not hear of each other: situations that single random acts reach too seldom.

import {
  branchId,
  holdId,
  patronId,
  type ActId,
  type ItemId,
  type LoanId,
  type PatronId,
  type TitleId,
} from '../../../shared/core/ids.ts';
import { DAY_MS, formatInstant, SECOND_MS } from '../../../shared/core/instant.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { look } from '../checks/look.ts';
import { barcodeOf, BRANCHES, cardOf, GUEST, NEW_LABELS } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { lend, takeBack } from '../acts/loans.ts';
import { asked, done, insist, lentBarcode, record, someBarcode, someCard } from './acts.ts';

type Pair = { readonly desk: SimDesk; readonly other: SimDesk };
type Tell = (world: World, pair: Pair) => Promise<unknown>;

/** Tells one of the stories, at a desk and another one. */
export async function tellStory(world: World, desk: SimDesk, desks: readonly SimDesk[]): Promise<void> {
  const others = desks.filter((one) => one !== desk);
  const near = others.filter((one) => one.index % BRANCHES.length === desk.index % BRANCHES.length);
  if (others.length === 0) return;
  const isNear = near.length > 0 && world.chance.oneIn(3);
  const story = world.chance.pick(isNear ? NEAR_STORIES : STORIES);
  await story(world, { desk, other: world.chance.pick(isNear ? near : others) });
}

const STORIES: readonly Tell[] = [
  ignoredRecall,
  lateRecall,
  redatedAfterRecall,
  redatedAfterReturn,
  strangeUndo,
  refundedTwice,
  creditUsedTwice,
  sameLabel,
];
/** Of two desks of one branch. */
const NEAR_STORIES: readonly Tell[] = [renewedAfterOther, overLimit];

/**
 * Long enough that clocks compared in the last two days leave no doubt of the order. This time is simulated step by step, so minutes would cost a run
 * as much as all else that it does.
 */
const laterMs = 25 * SECOND_MS;

type Lent = {
  readonly itemId: ItemId;
  readonly titleId: TitleId;
  readonly loanId: LoanId;
  readonly holder: PatronId;
  readonly dueAt: number;
};

const lentAs =
  (barcode: string) =>
  (sight: OverlayView): Lent | null => {
    const item = sight.itemByBarcode(barcode);
    const loan = item === null ? null : sight.currentLoan(item.id);
    if (item === null || loan === null) return null;
    return { itemId: item.id, titleId: item.titleId, loanId: loan.id, holder: loan.patronId, dueAt: loan.dueAt };
  };

/** A loan is recalled for a new hold, by the desk's own recorder: whether rules allow it matters to no fold. */
async function recall(world: World, desk: SimDesk, lent: Lent): Promise<void> {
  const { chance, library } = world;
  const waits = chance.pick(library.patrons);
  const hold = holdId(Buffer.from(chance.bytes(8)).toString('hex'));
  const pickup = branchId(chance.pick(BRANCHES));
  const asked = {
    holdId: hold,
    patronId: patronId(waits),
    card: cardOf(waits),
    titleId: lent.titleId,
    itemId: lent.itemId,
  };
  await record(world, desk, { name: 'placeHold', args: { ...asked, pickup }, told: done });
  const wantedAt = Math.min(lent.dueAt, world.clockOf(desk).now() + 3 * DAY_MS);
  const args = { itemId: lent.itemId, loanId: lent.loanId, patronId: lent.holder, holdId: hold };
  await record(world, desk, {
    name: 'recall',
    args: { ...args, reissues: null, ignoredBy: null },
    told: { ...done, dueAt: wantedAt },
  });
}

/** A loan is renewed by a desk that does not know that it was called back. */
async function ignoredRecall(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = lentBarcode(world, other);
  const lent = look(world, other, lentAs(barcode), null);
  if (lent === null) return;
  desk.line.set('down');
  await recall(world, other, lent);
  await world.pass(laterMs);
  await insist(world, desk, 'circ.renew', { item: barcode });
}

/** A desk recalls a loan that has ended, of an item that another patron has by now. */
async function lateRecall(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = lentBarcode(world, desk);
  const lent = look(world, desk, lentAs(barcode), null);
  if (lent === null) return;
  desk.line.set('down');
  await takeBack(world, other, barcode);
  await world.pass(laterMs);
  await lend(world, other, someCard(world), barcode);
  await world.pass(laterMs);
  await recall(world, desk, lent);
}

/** Staff give a loan another date, a week later than they know it. */
async function redate(world: World, desk: SimDesk, barcode: string, { dueAt }: Lent): Promise<void> {
  const later = formatInstant(dueAt + 7 * DAY_MS);
  await insist(world, desk, 'circ.changeDueDate', { item: barcode, dueAt: later, reason: 'asked for' });
}

/** A desk that does not know that a loan was called back gives it a later date. */
async function redatedAfterRecall(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = lentBarcode(world, other);
  const lent = look(world, other, lentAs(barcode), null);
  if (lent === null) return;
  desk.line.set('down');
  await recall(world, other, lent);
  await world.pass(laterMs);
  await redate(world, desk, barcode, lent);
}

/** A desk gives another date to a loan that has ended elsewhere. */
async function redatedAfterReturn(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = lentBarcode(world, desk);
  const lent = look(world, desk, lentAs(barcode), null);
  if (lent === null) return;
  desk.line.set('down');
  await takeBack(world, other, barcode);
  await world.pass(laterMs);
  await redate(world, desk, barcode, lent);
}

/** Two desks of one branch lend a thing to two patrons, and the first renews the loan that it takes for its own patron's. */
async function renewedAfterOther(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = someBarcode(world);
  for (const { line } of [desk, other]) line.set('down');
  await lend(world, desk, someCard(world), barcode);
  await world.pass(laterMs);
  await lend(world, other, someCard(world), barcode);
  await world.pass(laterMs);
  await insist(world, desk, 'circ.renew', { item: barcode });
}

/** A desk undoes another desk's act, which no desk may. */
async function strangeUndo(world: World, { desk, other }: Pair): Promise<void> {
  const barcode = someBarcode(world);
  const before = world.lastActs.get(other.index);
  await takeBack(world, other, barcode);
  const commandId = world.lastActs.get(other.index);
  const itemId = look(world, desk, (sight) => sight.itemByBarcode(barcode)?.id ?? null, null);
  if (commandId === undefined || commandId === before || itemId === null) return;
  await record(world, desk, { name: 'undo', args: { commandId, itemId, patronId: null, titleId: null }, told: done });
}

/** Two desks of one branch each lend the one thing that a guest may have. */
async function overLimit(world: World, { desk, other }: Pair): Promise<void> {
  const [first, second] = world.library.rare.items.map(barcodeOf);
  if (first === undefined || second === undefined) return;
  for (const { line } of [desk, other]) line.set('down');
  await lend(world, desk, cardOf(GUEST), first);
  await world.pass(laterMs);
  await lend(world, other, cardOf(GUEST), second);
}

/** A patron leaves money at a desk. Null where it is not taken. */
async function leaveMoney(world: World, desk: SimDesk, patron: PatronId, amountMinor: number): Promise<ActId | null> {
  const before = world.lastActs.get(desk.index);
  await record(world, desk, {
    name: 'pay',
    args: { patronId: patron, amountMinor, method: 'cash', reference: null },
    told: { ...done, lines: [], slipNumber: (world.slips += 1) },
  });
  const payment = world.lastActs.get(desk.index);
  await world.pass(laterMs);
  return payment === undefined || payment === before ? null : payment;
}

/** A patron left money at a desk, and two desks pay fees with it that they charged. */
async function creditUsedTwice(world: World, { desk, other }: Pair): Promise<void> {
  const { chance, library } = world;
  const patron = chance.pick(library.patrons);
  if ((await leaveMoney(world, desk, patronId(patron), chance.between(100, 500))) === null) return;
  for (const one of [desk, other]) {
    one.line.set('down');
    await asked(world, one, 'fee.add', {
      patron: cardOf(patron),
      amountMinor: chance.between(50, 600),
      charge: 'copies',
      note: '',
    });
    await asked(world, one, 'payment.useCredit', { patron: cardOf(patron) });
  }
}

/** A patron left money at a desk, and two desks give it back. */
async function refundedTwice(world: World, { desk, other }: Pair): Promise<void> {
  const { chance, library } = world;
  const patron = patronId(chance.pick(library.patrons));
  const amountMinor = chance.between(100, 500);
  const payment = await leaveMoney(world, desk, patron, amountMinor);
  if (payment === null) return;
  for (const one of chance.oneIn(2) ? [desk, other] : [other]) {
    one.line.set('down');
    await record(world, one, {
      name: 'refund',
      args: { patronId: patron, method: 'cash', reason: 'left here' },
      told: { ...done, lines: [{ payment, amountMinor }], slipNumber: (world.slips += 1) },
    });
  }
}

/** Two desks put the same new label on two copies. */
async function sameLabel(world: World, { desk, other }: Pair): Promise<void> {
  const { chance, library } = world;
  const newBarcode = chance.pick(NEW_LABELS);
  const first = chance.below(library.asked.length);
  for (const [index, one] of [desk, other].entries()) {
    one.line.set('down');
    const item = library.asked[(first + index) % library.asked.length];
    if (item !== undefined) await asked(world, one, 'item.edit', { barcode: barcodeOf(item), newBarcode });
  }
}
