// Single acts of people at the desks of a simulation. The desk decides each; its promises are checked at once.

import { branchId, holdId, patronId, titleId, type ActId } from '../../../shared/core/ids.ts';
import { formatInstant, DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import { METHODS } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { currentStream } from '../../../db/ledger/streams.ts';
import type { ActName } from '../../../shared/acts/all.ts';
import type { ActRequest } from '../../../electron/core/act-recorder.ts';
import { checkDue } from '../checks/check-due.ts';
import { look } from '../checks/look.ts';
import { holds } from '../world/broken.ts';
import { REFUSALS } from '../world/disk.ts';
import { barcodeOf, BRANCHES, cardOf, SERIAL } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

export function someCard({ chance, library }: World): string {
  return chance.oneIn(25) ? `card-U${chance.below(2)}` : cardOf(chance.pick(library.patrons));
}

export function someBarcode({ chance, library }: World): string {
  if (chance.oneIn(25)) return `barcode-U${chance.below(2)}`;
  // A few items are asked for most, so that desks meet.
  return barcodeOf(chance.pick(chance.oneIn(3) ? library.items : library.asked));
}

/** As many as a look at each of them is cheap for: all of a small library. */
function someOf({ chance }: World, ids: readonly string[]): readonly string[] {
  const most = 10;
  return ids.length <= most ? ids : Array.from({ length: most }, () => chance.pick(ids));
}

export function lentBarcode(world: World, desk: SimDesk): string {
  const isLent = (sight: OverlayView) => (barcode: string) => {
    const item = sight.itemByBarcode(barcode);
    return item !== null && sight.currentLoan(item.id) !== null;
  };
  const items = someOf(world, world.library.items);
  const lent = look(world, desk, (sight) => items.map(barcodeOf).filter(isLent(sight)), []);
  return lent.length > 0 ? world.chance.pick(lent) : someBarcode(world);
}

export async function checkout(world: World, desk: SimDesk, patron: string, item: string): Promise<void> {
  const answer = await insist(world, desk, 'circ.checkout', { patron, item });
  const isBook = item !== barcodeOf(SERIAL);
  if (isBook && answer?.decision === 'done' && answer.dueAt !== undefined) checkDue(world, desk, answer.dueAt);
}

export async function checkin(world: World, desk: SimDesk, item: string): Promise<void> {
  const { chance } = world;
  const back = world.clockOf(desk).now() - chance.between(1, chance.pick([HOUR_MS, 3 * DAY_MS, 40 * DAY_MS]));
  const returned = chance.oneIn(6) ? { returnedAt: formatInstant(back) } : {};
  await recorded(world, desk, 'circ.checkin', { item, ...returned });
}

/** Asks, and asks again with an override where every reason may be overridden. */
export async function insist(
  world: World,
  desk: SimDesk,
  name: string,
  input: object,
): Promise<CirculationAnswer | null> {
  const answer = await recorded(world, desk, name, input);
  if (answer === null || answer.decision === 'done') return answer;
  const blocking = answer.reasons.filter(({ effect, overridden }) => effect === 'block' && !overridden);
  const mayAll = answer.reasons.filter(({ mayOverride }) => mayOverride).map(({ code }) => code);
  if (mayAll.length === 0 || blocking.some(({ mayOverride }) => !mayOverride) || world.chance.oneIn(4)) return null;
  // A patron whom the server does not know either gets no loan; without the server their name is written down.
  if (mayAll.includes('PATRON_NOT_REGISTERED')) return null;
  const newPatron = { family: 'Stranger', given: 'Some', phone: '555 0100', idSeen: true };
  const named = mayAll.includes('PATRON_UNKNOWN') ? { newPatron } : {};
  return recorded(world, desk, name, { ...input, override: { codes: mayAll, reason: 'as agreed', ...named } });
}

/** Makes a call that records at most one act, and holds the desk to its answer. */
export async function recorded(
  world: World,
  desk: SimDesk,
  name: string,
  input: unknown,
): Promise<CirculationAnswer | null> {
  const before = lastPlace(world, desk);
  const refusal = desk.running?.guard.refusal ?? null;
  const answer = await world.call(desk, name, input);
  if (answer === null) return null;
  world.trace(name, desk.name, input, answer.ok ? outcomeOf(parseAnswer(answer.value)) : answer.error.code);
  if (!answer.ok) {
    holds(
      0,
      answer.error.code !== 'HF-UI-003',
      () => `${name} at ${desk.name} failed: ${JSON.stringify(desk.log.at(-1))}`,
    );
    if (refusal !== null) {
      world.covered(REFUSALS[refusal]);
      holds(
        30,
        lastPlace(world, desk) === before,
        () => `${name} at ${desk.name} was refused by the disk and is recorded`,
      );
    }
    return null;
  }
  const value = parseAnswer(answer.value);
  world.covered(`act:${name} ${value.decision}`);
  if (value.commandId !== undefined) acknowledge(world, desk, value.commandId);
  else
    holds(1, lastPlace(world, desk) === before, () => `${name} at ${desk.name} recorded an act and said nothing of it`);
  return value;
}

/** A desk's answer; its form is the contract's. */
const parseAnswer = (value: unknown) => value as CirculationAnswer;

function outcomeOf({ decision, reasons, dueAt, routing, commandId }: CirculationAnswer): unknown {
  return [decision, reasons.map(({ code }) => code), dueAt, routing?.route, commandId];
}

/** From its answer on an act is in the ledger. [I1] */
export function acknowledge(world: World, desk: SimDesk, id: ActId): void {
  const { running } = desk;
  if (running === null) return;
  desk.acknowledged.add(id);
  const { desk: core } = running.core;
  const isThere = world.disks.aside(() => envelopeById(core.ledger, id) !== null);
  holds(1, isThere, () => `${id} was acknowledged at ${desk.name} and is not in its ledger`);
  world.lastActs.set(desk.index, id);
}

function lastPlace(world: World, desk: SimDesk): string {
  const { running } = desk;
  if (running === null || running.guard.isDead) return '';
  const stream = world.disks.aside(() => currentStream(running.core.files.ledger));
  return `${stream?.stream}/${stream?.lastSeq}`;
}

/** Something lay on the tables. */
export async function recordUse(world: World, desk: SimDesk): Promise<void> {
  await recorded(world, desk, 'item.recordUse', { barcode: someBarcode(world), count: world.chance.between(1, 3) });
}

export async function undo(world: World, desk: SimDesk): Promise<void> {
  const commandId = world.lastActs.get(desk.index);
  if (commandId !== undefined) await recorded(world, desk, 'circ.undo', { commandId });
}

export async function resolveItem(world: World, desk: SimDesk): Promise<void> {
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

export async function resolveException(world: World, desk: SimDesk): Promise<void> {
  const list = await world.call(desk, 'exception.list', {});
  if (list?.ok !== true) return;
  const { exceptions } = METHODS['exception.list'].output.parse(list.value);
  const open = exceptions.filter(({ actions }) => actions.length > 0);
  if (open.length === 0) return;
  const one = world.chance.pick(open);
  const answer = await world.call(desk, 'exception.resolve', {
    exceptionIds: [one.exceptionId],
    action: world.chance.pick(one.actions),
    note: 'seen to',
  });
  world.trace('resolve', desk.name, one.exceptionId, answer?.ok);
  if (answer?.ok === true) world.covered('act:exception.resolve');
}

/** Assigns or unassigns an exception, notes how far the patron was informed, or writes a note. None of it ends one. */
export async function workException(world: World, desk: SimDesk): Promise<void> {
  const list = await world.call(desk, 'exception.list', {});
  const able = await world.call(desk, 'exception.assignees', {});
  if (list?.ok !== true || able?.ok !== true) return;
  const { exceptions } = METHODS['exception.list'].output.parse(list.value);
  const open = exceptions.filter(({ work }) => work !== null);
  if (open.length === 0) return;
  const { staff } = METHODS['exception.assignees'].output.parse(able.value);
  const one = world.chance.pick(open);
  const done = world.chance.pick([
    { to: world.chance.pick([null, ...staff.map((person) => person.staff)]), note: '' },
    { contact: world.chance.pick(['reached', 'message-left', 'not-reached'] as const), note: '' },
    { note: 'asked at the desk' },
  ]);
  const answer = await world.call(desk, 'exception.work', { exceptionIds: [one.exceptionId], ...done });
  world.trace('work', desk.name, one.exceptionId, done, answer?.ok);
  if (answer?.ok === true) world.covered('act:exception.work');
}

/** Records an act whose screen does not exist yet, as its screen will: by the desk's own recorder. */
export async function record<N extends ActName>(
  world: World,
  desk: SimDesk,
  act: Pick<ActRequest<N>, 'name' | 'args' | 'told'>,
): Promise<void> {
  const { running } = desk;
  const session = world.disks.aside(() => running?.core.desk.session.current() ?? null);
  if (running === null || session === null || desk.isRevoked || desk.pace.waitMs > 0) return;
  let id: ActId | null = null;
  try {
    id = running.core.desk.recorder.record({ ...act, staffId: session.staffId, saw: null, policies: [] });
  } catch (error) {
    const wasKilled = running.guard.isDead || running.guard.refusal !== null;
    if (!wasKilled) throw error;
  }
  await world.pass(0);
  world.trace(act.name, desk.name, act.args, id);
  if (id === null) return;
  world.covered(`act:${act.name}`);
  acknowledge(world, desk, id);
}

/** The `told` of an act that needs nothing more. */
export const done = { decision: 'done' as const, reasons: [] };

/** Places a hold on a title. */
export async function placeHold(world: World, desk: SimDesk): Promise<void> {
  const { chance, library } = world;
  const patron = chance.pick(library.patrons);
  const args = {
    holdId: holdId(Buffer.from(chance.bytes(8)).toString('hex')),
    patronId: patronId(patron),
    card: cardOf(patron),
    titleId: titleId(chance.pick(library.titles.slice(0, 4))),
    itemId: null,
    pickup: branchId(chance.pick(BRANCHES)),
  };
  await record(world, desk, { name: 'placeHold', args, told: done });
}

export async function cancelHold(world: World, desk: SimDesk): Promise<void> {
  const titles = world.library.titles.slice(0, 4);
  const live = look(world, desk, (sight) => titles.flatMap((title) => sight.holdsOfTitle(titleId(title))), []);
  if (live.length === 0) return;
  const hold = world.chance.pick(live);
  const args = { holdId: hold.id, patronId: hold.patronId, titleId: hold.titleId, reason: 'no longer wanted' };
  await record(world, desk, { name: 'cancelHold', args, told: done });
}

function owing(world: World, desk: SimDesk) {
  const patrons = someOf(world, world.library.patrons);
  const all = look(world, desk, (sight) => patrons.flatMap((patron) => sight.feesOfPatron(patronId(patron))), []);
  const fees = all.filter(({ kind, loanId }) => kind !== 'manual' && loanId !== null);
  return fees.length === 0 ? null : world.chance.pick(fees);
}

export async function pay(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null || fee.kind === 'manual' || fee.loanId === null) return;
  const isWhole = world.chance.oneIn(2);
  const amountMinor = isWhole ? fee.outstandingMinor : world.chance.between(1, fee.outstandingMinor + 50);
  if (amountMinor < 1) return;
  const lines = [{ fee: { kind: fee.kind, loanId: fee.loanId, after: null }, amountMinor, settles: isWhole }];
  await record(world, desk, {
    name: 'pay',
    args: { patronId: fee.patronId, amountMinor, method: 'cash', reference: null },
    told: { ...done, lines, slipNumber: (world.slips += 1) },
  });
}

export async function waive(world: World, desk: SimDesk): Promise<void> {
  const fee = owing(world, desk);
  if (fee === null || fee.kind === 'manual' || fee.loanId === null || fee.outstandingMinor < 1) return;
  const amountMinor = world.chance.oneIn(2) ? null : world.chance.between(1, fee.outstandingMinor);
  const ref = { kind: fee.kind, loanId: fee.loanId, after: null };
  await record(world, desk, {
    name: 'waive',
    args: { patronId: fee.patronId, fee: ref, amountMinor, reason: 'good will' },
    told: done,
  });
}
