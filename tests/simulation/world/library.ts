// The libraries of the simulations. Two systems, titles with one copy and with
// several, a thing with a serial number that is lent by the hour, and holds that wait before anything happens.

import {
  actId,
  branchId,
  deskId,
  holdId,
  itemId,
  libraryId,
  locationId,
  patronId,
  ruleSetVersion,
  streamId,
  titleId,
} from '../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import type { Act, ActOf } from '../../../shared/circ/acts.ts';
import type { Location } from '../../../shared/circ/model/branch.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Gives, WeightedRuleSet } from '../../../shared/rules/model/rule-set.ts';
import {
  days,
  duration,
  fine,
  hours,
  itemAt,
  lostAfter,
  maxFine,
  openAlways,
  patron,
  rule,
  ruleSet,
  title,
} from '../../support/small-library.ts';
import type { LibraryWriter } from '../../../server/library/library-writer.ts';

/** When simulated worlds begin: two days before the clocks are changed at `east`. */
export const WORLD_START = Date.UTC(2026, 2, 6, 9);

export const BRANCHES = ['main', 'east'] as const;

/** Zones of the branches. No computer's zone counts. */
export const ZONES = { main: 'UTC', east: 'America/New_York' } as const;

/** When the clocks are changed at `east`. */
export const CLOCKS_CHANGE_AT = Date.UTC(2026, 2, 8, 7);

/** The contents of a simulated library. */
export type SimLibrary = {
  readonly items: readonly string[];
  /** The items that are asked for most. */
  readonly asked: readonly string[];
  readonly patrons: readonly string[];
  readonly titles: readonly string[];
  /** Items and patrons that are in few acts: the library changes their rows while desks are away. */
  readonly rare: {
    readonly items: readonly string[];
    /** Items that leave the shelf for good: rows do so for items without acts yet. */
    readonly leaving: readonly string[];
    readonly patrons: readonly string[];
  };
};

/** The patron who may have one thing at a time. */
export const GUEST = 'R0';

/** X0 to X2 are copies of one title, X3 and X4 of another; the others stand alone. */
const titleOf = (item: string): string => (/^X[0-2]$/.test(item) ? 'T0' : /^X[34]$/.test(item) ? 'T1' : `T${item}`);

/** A library of so many items and patrons. */
export function simLibrary(size: { items: number; asked: number; patrons: number }): SimLibrary {
  const named = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index}`);
  const items = named('X', size.items);
  const rare = { items: named('Y', 4), leaving: named('Z', 4), patrons: named('R', 4) };
  const titles = [...new Set([...items, ...rare.items, ...rare.leaving].map(titleOf))];
  return { items, asked: items.slice(0, size.asked), patrons: named('P', size.patrons), titles, rare };
}

/** So small that desks meet over the same items all the time. */
export const SMALL_LIBRARY: SimLibrary = simLibrary({ items: 10, asked: 5, patrons: 7 });

/** The parts of each thing, which are counted; it goes on being lent until they are back. */
export const PARTS = ['cord', 'lid'] as const;

/** The kind that it can be booked as, and the time it needs between two patrons. */
export const EQUIPMENT = 'cameras';
export const TURNAROUND_MS = 20 * MINUTE_MS;

/** The thing with a serial number. */
export const SERIAL = 'X9';

/** A kind that asks for an agreement, and its one unit. Random lending does not include it. */
export const SIGNED_FOR = 'signed-for';
export const TRIPOD = 'V0';

export const barcodeOf = (item: string): string => `barcode-${item}`;
export const cardOf = (patron: string): string => `card-${patron}`;

/** Cards that the library begins without: it enters some, desks register people for any of them. */
export const NEW_CARDS = ['U0', 'U1', 'N0', 'N1', 'N2'].map(cardOf);

/** Barcodes that the library begins without: it enters some, desks record a copy for any of them. */
export const NEW_BARCODES = ['U0', 'U1', 'N0', 'N1'].map(barcodeOf);

/** Labels that copies get in place of theirs. */
export const NEW_LABELS = ['L0', 'L1', 'L2'].map(barcodeOf);

/** Numbers that patrons get besides their cards. */
export const MORE_NUMBERS = ['A0', 'A1', 'A2'].map(cardOf);
const homeOf = (name: string): (typeof BRANCHES)[number] => (Number(name.slice(1)) % 4 === 3 ? 'east' : 'main');

/** Fills a new library. */
export async function fillLibrary(writer: LibraryWriter, library: SimLibrary): Promise<void> {
  await writer.createLibrary({
    id: libraryId('simulated'),
    name: 'Simulated',
    zone: 'UTC',
    currency: 'USD',
    desk: {
      missingParts: { clockRuns: true },
      equipment: [
        { id: EQUIPMENT, name: 'Cameras', types: ['camera'], turnaroundMinutes: TURNAROUND_MS / MINUTE_MS },
        { id: SIGNED_FOR, name: 'Tripods', types: ['tripod'], agreement: { lasts: { days: 2 } } },
      ],
    },
  });
  await writer.putRows(
    'branch',
    BRANCHES.map((id) => ({
      id: branchId(id),
      name: id,
      parent: null,
      kind: 'system' as const,
      system: branchId(id),
      zone: ZONES[id],
    })),
  );
  await writer.putRows(
    'title',
    [...library.titles, titleOf(TRIPOD)].map((id) => title(id)),
  );
  await writer.putRows(
    'item',
    [...library.items, ...library.rare.items, ...library.rare.leaving, TRIPOD].map((id) => itemRow(id)),
  );
  await writer.putRows(
    'patron',
    [...library.patrons, ...library.rare.patrons].map((id) => patronRow(id)),
  );
  for (const [index, rules] of RULE_SETS.entries()) if (index === 0) await writer.activateRuleSet(rules, 0);
  await writer.putActs(openHolds());
}

/** An item; `more` for one whose row changes later. */
export function itemRow(id: string, more: Partial<Item> = {}): Item {
  return itemAt(branchId(homeOf(id)), {
    id: itemId(id),
    barcode: barcodeOf(id),
    titleId: titleId(titleOf(id)),
    callNumber: `QA ${id}`,
    kind: id === SERIAL ? 'camera' : id === TRIPOD ? 'tripod' : 'book',
    priceMinor: 2_500,
    serial: id === SERIAL,
    parts: [...PARTS],
    source: { system: 'simulated', id },
    ...more,
  });
}

/** A patron; `more` for one that joins another later. */
export function patronRow(id: string, more: Partial<Patron> = {}): Patron {
  return patron({
    id: patronId(id),
    cards: [{ number: cardOf(id), active: true, primary: true }],
    name: { family: 'Family', given: id, middle: null, suffix: null, chosen: null },
    group: id === GUEST ? 'guests' : 'everyone',
    groupName: id === GUEST ? 'Guests' : 'Everyone',
    home: branchId(homeOf(id)),
    source: { system: 'simulated', id },
    ...more,
  });
}

/** Holds that came with the library, or come with it later: patron and title of each. */
const OPEN_HOLDS = {
  H0: { seq: 1, patron: 'P5', title: 'T0' },
  H1: { seq: 2, patron: 'P6', title: 'T1' },
  H2: { seq: 3, patron: 'P4', title: 'T0' },
} as const;
export type OpenHoldName = keyof typeof OPEN_HOLDS;
export const OPEN_HOLD_NAMES: readonly OpenHoldName[] = ['H0', 'H1', 'H2'];

function openHolds(): Act[] {
  return [openHold('H0'), openHold('H1')];
}

/** A hold as the system of the library tells it; suspended ones keep their place and take no copy. */
export function openHold(name: OpenHoldName, suspended = false): ActOf<'openHold'> {
  const { seq, patron: waiting, title: of } = OPEN_HOLDS[name];
  return {
    kind: 'openHold',
    id: actId(name),
    desk: deskId(''),
    stream: streamId(''),
    seq,
    at: WORLD_START - DAY_MS,
    uncertaintyMs: 0,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: branchId('main'),
    hold: holdId(name),
    patronId: patronId(waiting),
    titleId: titleId(of),
    itemId: null,
    pickup: branchId('main'),
    suspended,
    trapped: null,
  };
}

/** The shelf of copies that are set to be read in the house. */
export const READING_ROOM = locationId('reading-room');

export function readingRoom(takesHolds: boolean): Location {
  const [branch] = BRANCHES;
  return { id: READING_ROOM, name: 'Reading room', branch: branchId(branch), circulates: true, holdable: takesHolds };
}

const money: Gives = {
  fine: { ...fine, name: 'A quarter a day', lowMinor: 10, normalMinor: 25, grace: days(0) },
  maxFine,
};

/** A patron who is late with a book borrows nothing until the next day is over. */
const A_DAY: NonNullable<Gives['ban']> = {
  rate: { flatDays: 1, daysPerUnit: 0, perUnits: 1, maxDays: null },
};

function rulesOf(version: string, bookDays: number): WeightedRuleSet {
  const books = { ...duration(days(bookDays)), name: 'Books' };
  const cameras = { ...duration(hours(4), 1), name: 'Cameras' };
  return ruleSet({
    version: ruleSetVersion(version),
    groups: [
      { id: 'everyone', name: 'Everyone', parent: null, isStaff: false },
      { id: 'guests', name: 'Guests', parent: null, isStaff: false },
    ],
    branches: BRANCHES.map((id) => ({ id: branchId(id), parent: null, calendar: openAlways(ZONES[id]) })),
    weights: { itemKind: 1 },
    rules: [
      rule(`${version}-books`, {
        name: 'Books',
        position: 1,
        criteria: {},
        gives: { circulates: true, duration: books, renewals: 2, ...money, lost: lostAfter(30 * DAY_MS), ban: A_DAY },
      }),
      rule(`${version}-cameras`, {
        name: 'Cameras',
        position: 2,
        criteria: { itemKind: { in: ['camera'] } },
        gives: { duration: cameras, lost: lostAfter(48 * HOUR_MS) },
      }),
    ],
    thresholds: BRANCHES.map((id) => ({
      group: 'guests',
      branch: branchId(id),
      counts: 'items-out' as const,
      limit: 1,
      blocks: ['CIRC' as const],
    })),
    minimumUsefulMinutes: 0,
  });
}

/** The rule sets that are activated in the course of a world, the first before it begins. */
export const RULE_SETS: readonly WeightedRuleSet[] = [
  rulesOf('rules-1', 14),
  rulesOf('rules-2', 7),
  rulesOf('rules-3', 28),
];
