// Changes of the library that desks may miss for a while.

import { revokeDesk } from '../../../server/desks/desk-list.ts';
import { readRows } from '../../../server/store/read-rows.ts';
import { setStaffRole } from '../../../server/staff/staff-directory.ts';
import { branchId, titleId } from '../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../../shared/core/instant.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import {
  barcodeOf,
  BRANCHES,
  cardOf,
  itemRow,
  openHold,
  OPEN_HOLD_NAMES,
  patronRow,
  READING_ROOM,
  readingRoom,
  RULE_SETS,
} from '../world/library.ts';
import { STAFF } from '../world/template.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { lend, takeBack } from '../acts/loans.ts';

const someoneIsAway = ({ desks }: World): boolean => desks.some(({ line }) => line.line.mode !== 'up');

/** Other rules come into force. */
export async function changeRules(world: World): Promise<void> {
  if (world.server === null) return;
  world.covered('rules changed');
  await world.onServer(() => world.libraryWriter().activateRuleSet(world.chance.pick(RULE_SETS), world.kernel.now));
}

/** A hold is suspended or goes on, or a copy, or the shelf that it stands on, takes holds no more or takes them again. */
export async function changeHolding(world: World): Promise<void> {
  const { chance, library } = world;
  if (world.server === null) return;
  // Acts in a checkpoint are not folded again by later changes, as the model would have it.
  if (world.hasCheckpoints) return changePrice(world);
  const kind = chance.pick(['hold', 'hold', 'copy', 'shelf'] as const);
  const isStopped = !chance.oneIn(3);
  const hold = chance.pick(OPEN_HOLD_NAMES);
  const item = chance.pick(library.asked);
  world.covered(`${kind} ${isStopped ? 'stopped' : 'goes on'}`);
  await world.onServer(async () => {
    const writer = world.libraryWriter();
    if (kind === 'hold') return writer.putActs([openHold(hold, isStopped)]);
    if (kind === 'copy') return writer.putRows('item', [itemRow(item, { holdable: !isStopped })]);
    await writer.putRows('location', [readingRoom(!isStopped)]);
    return writer.putRows('item', [itemRow(item, { location: READING_ROOM })]);
  });
}

/** Something costs more, or less, than it did: its fees are folded anew. */
async function changePrice(world: World): Promise<void> {
  const { chance, library } = world;
  const [item, priceMinor] = [chance.pick(library.asked), chance.pick([2_500, 9_900])];
  world.covered('price changed');
  await world.onServer(async ({ store }) => {
    const row = (await store.read((tx) => readRows(tx, 'item', [item]))).get(item);
    if (row === undefined) return null;
    // As in its own data: staff edits made meanwhile are not repeated.
    const { holdable, location } = row;
    return world.libraryWriter().putRows('item', [itemRow(item, { priceMinor, holdable, location })]);
  });
}

/** A member of staff gets another role, or none. */
export async function changeStaff(world: World): Promise<void> {
  if (world.server === null) return;
  const { staff, role } = STAFF[1];
  const next = world.chance.pick([role, 'student', null] as const);
  if (next === null) world.covered('role revoked');
  if (next === null && someoneIsAway(world)) world.covered('role revoked in an outage');
  await world.onServer((server) => setStaffRole({ store: server.store, clock: world.serverClock }, staff, next));
}

/** An item unknown to a desk is catalogued. */
async function enterItem(world: World, name: string): Promise<void> {
  if (world.joined.has(barcodeOf(name))) return;
  world.joined.add(barcodeOf(name));
  world.covered('item merged');
  const row = itemRow(`I-${name}`, { barcode: barcodeOf(name), titleId: titleId('T0') });
  await world.onServer(() => world.libraryWriter().putRows('item', [row]));
}

/** A patron or an item unknown to a desk is entered. */
export async function enterUnknown(world: World): Promise<void> {
  if (world.server === null) return;
  const name = `U${world.chance.below(2)}`;
  if (world.chance.oneIn(3)) return enterItem(world, name);
  const isKnown = world.joined.has(name);
  if (isKnown) return;
  world.joined.add(name);
  world.covered('patron merged');
  const row = patronRow(`P-${name}`, { cards: [{ number: cardOf(name), active: true, primary: true }] });
  await world.onServer(() => world.libraryWriter().putRows('patron', [row]));
}

/** Changes of a patron's account that a desk may miss. */
const ACCOUNTS: Readonly<Record<string, (id: string, now: Instant) => Partial<Patron>>> = {
  expired: (_id, now) => ({ expiresAt: now - HOUR_MS }),
  blocked: (_id, now) => ({
    blocks: [
      {
        id: 'block',
        kind: 'staff',
        label: 'See the office',
        blocks: ['CIRC'],
        origin: 'import',
        setAt: now - HOUR_MS,
        endsAt: now + 2 * DAY_MS,
      },
    ],
  }),
  'card replaced': (id) => ({
    cards: [
      { number: cardOf(id), active: false, primary: false },
      { number: `${cardOf(id)}-new`, active: true, primary: true },
    ],
  }),
};

const shelf = (status: 'discarded' | 'reserves'): Partial<Item> => ({
  base: { foldedTo: null, where: { status, branch: branchId(BRANCHES[0]) } },
  state: { status, branch: branchId(BRANCHES[0]), to: null, hold: null, loan: null },
});

/** A row as an import writes it: blocks that are not the library's stay. */
function importedOver(row: Patron, now: Patron | undefined): Patron {
  if (now === undefined) return row;
  const { blocks, joined, bansMade, bansForgotten } = now;
  const kept = blocks.filter(({ origin }) => origin !== 'import');
  return { ...row, joined, bansMade, bansForgotten, blocks: [...row.blocks, ...kept] };
}

/** A desk loses its line, the library changes a row of an item or a patron, or purges a patron, and the desk goes on with its old data. */
export async function changeRows(world: World, desk: SimDesk): Promise<void> {
  const { chance, library, kernel } = world;
  if (world.server === null) return;
  const patron = chance.pick(library.rare.patrons);
  const kind = chance.pick([...Object.keys(ACCOUNTS), 'purged', 'withdrawn', 'reserved']);
  const isLeaving = kind === 'withdrawn' || kind === 'reserved';
  const item = chance.pick(isLeaving ? library.rare.leaving : library.rare.items);
  desk.line.set('down');
  const change = ACCOUNTS[kind];
  await world.onServer(async ({ store }) => {
    const writer = world.libraryWriter();
    if (change !== undefined) {
      const now = (await store.read((tx) => readRows(tx, 'patron', [patron]))).get(patron);
      return writer.putRows('patron', [importedOver(patronRow(patron, change(patron, kernel.now)), now)]);
    }
    if (kind === 'purged') return writer.dropRows('patron', [patron]);
    return writer.putRows('item', [itemRow(item, shelf(kind === 'withdrawn' ? 'discarded' : 'reserves'))]);
  });
  world.covered(`row changed in an outage: ${kind}`);
  await world.pass(chance.between(1_000, 60_000));
  if (kind === 'reserved') await takeBack(world, desk, barcodeOf(item));
  else await lend(world, desk, cardOf(patron), barcodeOf(item));
}

/** The server fails on one kind of act until it is mended: such acts are held, and nothing else stops. [I7] [I27] */
export function breakServer(world: World): void {
  const { program, chance } = world;
  program.cannotBear = program.cannotBear === null ? chance.pick(['renew', 'placeHold', 'undo'] as const) : null;
  if (program.cannotBear !== null) world.covered('server with a fault');
}

/** A desk loses its rights together with its waiting acts. Two desks are left to work. */
export async function revoke(world: World, desk: SimDesk): Promise<void> {
  const id = desk.running?.core.desk.identity.deskId;
  if (world.server === null || id === undefined || desk.isRevoked) return;
  if (world.desks.filter(({ isRevoked }) => !isRevoked).length <= 2) return;
  world.covered('desk revoked');
  desk.isRevoked = true;
  await world.onServer(({ store }) => revokeDesk({ store, clock: world.serverClock }, id));
}
