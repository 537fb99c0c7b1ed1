// Acts of people at a desk of the simulation: the things in hand, and checks of the desk's answer. The desk decides each act.

import type { ActId } from '../../../shared/core/ids.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { isReplicaBroken } from '../../../db/replica/open-replica.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { currentStream } from '../../../db/ledger/streams.ts';
import type { ActName } from '../../../shared/acts/all.ts';
import type { ActRequest } from '../../../electron/core/act-recorder.ts';
import { look } from '../checks/look.ts';
import { holds } from '../world/broken.ts';
import { REFUSALS } from '../world/disk.ts';
import { barcodeOf, cardOf, NEW_BARCODES, NEW_CARDS } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';

export function someCard({ chance, library }: World): string {
  return chance.oneIn(16) ? chance.pick(NEW_CARDS) : cardOf(chance.pick(library.patrons));
}

export function someBarcode({ chance, library }: World): string {
  if (chance.oneIn(16)) return chance.pick(NEW_BARCODES);
  // A few items are asked for most, so that desks meet.
  return barcodeOf(chance.pick(chance.oneIn(3) ? library.items : library.asked));
}

/** As many as a look at each of them is cheap for: all of a small library. */
export function someOf({ chance }: World, ids: readonly string[]): readonly string[] {
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

/** Makes a call of circulation that records at most one act, and holds the desk to its answer. */
export async function recorded(
  world: World,
  desk: SimDesk,
  name: string,
  input: unknown,
): Promise<CirculationAnswer | null> {
  const answer = await asked(world, desk, name, input);
  return answer === null ? null : parseAnswer(answer);
}

/** The same of any call that records at most one act. */
export async function asked(
  world: World,
  desk: SimDesk,
  name: string,
  input: unknown,
): Promise<Partial<CirculationAnswer> | null> {
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
  world.covered(value.decision === undefined ? `act:${name}` : `act:${name} ${value.decision}`);
  // One call may record several acts, and names each.
  const ids = value.commandId === undefined ? (value.acts ?? []) : [value.commandId];
  for (const id of ids) acknowledge(world, desk, id);
  if (ids.length === 0)
    holds(1, lastPlace(world, desk) === before, () => `${name} at ${desk.name} recorded an act and said nothing of it`);
  return value;
}

/** A desk's answer; its form is the contract's. */
const parseAnswer = (value: unknown) => value as CirculationAnswer & { readonly acts?: readonly ActId[] };

function outcomeOf({ decision, reasons = [], dueAt, routing, commandId }: Partial<CirculationAnswer>): unknown {
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
    // A call would be refused, and the desk told that its copy broke.
    if (isReplicaBroken(error)) running.core.engine.copyBroke();
    else if (!wasKilled) throw error;
  }
  await world.pass(0);
  world.trace(act.name, desk.name, act.args, id);
  if (id === null) return;
  world.covered(`act:${act.name}`);
  acknowledge(world, desk, id);
}

/** The `told` of an act that needs nothing more. */
export const done = { decision: 'done' as const, reasons: [] };
