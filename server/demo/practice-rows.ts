// The rows of practice: the branches and rules of the real library, with invented patrons and items of every kind that it has. First stand those with
// which the rules allow the lessons to be done.

import { required } from '../../shared/core/assert.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { itemId, libraryId, patronId, titleId } from '../../shared/core/ids.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { ItemKind, PatronKind, PracticeLibrary } from '../../shared/wire/practice-library.ts';
import { stateOfWhere } from '../import/state-of-where.ts';
import { demoBarcode, demoCard } from './demo-codes.ts';
import { equipmentTitle } from './demo-items.ts';
import { MODELS } from './demo-equipment.ts';
import { CAST_ROLES, demoPatron } from './demo-patrons.ts';
import { demoTime, type DemoTime } from './demo-time.ts';
import { demoTitle, type TitleForm } from './demo-titles.ts';
import { ALL_STEPS, fitOf, type Fit } from './practice-fit.ts';
import { practiceLoans, type PracticeLoans } from './practice-loans.ts';

/** How many of each kind, and at least how many in all. */
const each = { patrons: 3, items: 4 };
const least = { patrons: 30, items: 60 };
const seed = 7;
/** Codes that the page shows to try. */
const SHOWN = 6;

/** Patrons who are stopped at the desk: the next step then is to be practiced too. */
const STOPPED = [CAST_ROLES.expired, CAST_ROLES.blocked, CAST_ROLES.barred];

/** The rows of a practice library. */
export type PracticeRows = PracticeLoans & {
  readonly library: PracticeLibrary['library'];
  readonly patrons: readonly Patron[];
  readonly titles: readonly Title[];
  readonly items: readonly Item[];
  /** Cards of patrons without blocks or faults of their own, and barcodes of items that are lent, the desk's own branch first. */
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
};

/** Makes the rows. */
export function practiceRows(from: PracticeLibrary, now: Instant): PracticeRows {
  const time = demoTime(now, from.library.zone);
  const { patronKinds, itemKinds } = rankedKinds(from, time);
  const patrons = manyOf([...patronKinds.keys()], 'patrons').map((kind, index) => ({
    kind,
    row: patronOf(kind, index, time),
  }));
  const items = manyOf([...itemKinds.keys()], 'items').map((kind, index) => ({ kind, row: itemOf(kind, index, now) }));
  const asked = mostFirst(patrons, patronKinds);
  const lent = practiceLoans(from, { patrons: asked.slice(0, SHOWN), items: itemsToLend(items, itemKinds) }, now);
  const out = new Set(lent.loans.map((loan) => loan.itemId));
  const offered = items.filter(({ kind, row }) => mayBeLent(kind, from) && !out.has(row.id));
  return {
    // A library of its own: nothing of it is ever taken for the real one's.
    library: { ...from.library, id: libraryId('practice') },
    patrons: [
      ...patrons.map(({ row }) => row),
      ...STOPPED.map((role, index) => stopped(role, pickKind(from, index), time)),
    ],
    titles: items.map(({ kind }, index) => titleOf(kind, index, time)),
    items: items.map(({ row }) => row),
    ...lent,
    cards: asked.map(({ cards }) => cards[0]?.number ?? ''),
    barcodes: mostFirst(offered, itemKinds).map(({ barcode }) => barcode),
  };
}

/** How many steps of the lessons the rules allow with each kind, the most first. */
type Kinds = {
  readonly patronKinds: ReadonlyMap<PatronKind, number>;
  readonly itemKinds: ReadonlyMap<ItemKind, number>;
};

/** Where no kind of item serves all of the lessons, one that is lent as a plain book joins them. */
function rankedKinds(from: PracticeLibrary, time: DemoTime): Kinds {
  const known = ranked(itemKindsOf(from), (kind) => stepsWith(from, kind, time));
  const most = Math.max(...known.values());
  const added = most === ALL_STEPS ? null : plainKind(from, most, time);
  const itemKinds = added === null ? known : new Map([[added, stepsWith(from, added, time)], ...known]);
  const [item] = itemKinds.keys();
  const patronKinds = ranked(patronKindsOf(from), (kind) =>
    item === undefined ? 0 : fit(from, { kind, item }, time).steps,
  );
  return { patronKinds, itemKinds };
}

/** Kinds that serve all of the lessons, of which no more are looked for, and kinds that are asked at most: a library may have many rules. */
const ENOUGH = 3;
const MOST_ASKED = 8;

function ranked<K>(kinds: readonly K[], stepsOf: (kind: K) => number): ReadonlyMap<K, number> {
  const steps = new Map<K, number>();
  let serving = 0;
  for (const kind of kinds) {
    const found = serving < ENOUGH && steps.size < MOST_ASKED ? stepsOf(kind) : 0;
    if (found === ALL_STEPS) serving += 1;
    steps.set(kind, found);
  }
  return new Map([...steps].toSorted(([, a], [, b]) => b - a));
}

/** Rows of kinds with more steps first, otherwise as they are. */
function mostFirst<K, R>(rows: readonly { readonly kind: K; readonly row: R }[], steps: ReadonlyMap<K, number>): R[] {
  return rows.toSorted((a, b) => (steps.get(b.kind) ?? 0) - (steps.get(a.kind) ?? 0)).map(({ row }) => row);
}

/** The most frequent kind as it would be if it were lent, or one without a type; null where neither serves the lessons better than a kind of the library. */
function plainKind(from: PracticeLibrary, most: number, time: DemoTime): ItemKind | null {
  const { itemKinds, desk } = from;
  const lent = { circulates: true, holdable: true, reference: false, home: desk.branch, location: null };
  const [first] = itemKinds;
  const plain: ItemKind = { kind: null, loanGrade: 'normal', fineGrade: 'normal', ...lent };
  const better = [...(first === undefined ? [] : [{ ...first, ...lent }]), plain]
    .map((kind) => ({ kind, steps: stepsWith(from, kind, time) }))
    .filter(({ steps }) => steps > most)
    .toSorted((a, b) => b.steps - a.steps);
  return better[0]?.kind ?? null;
}

/** Kinds of patrons that are asked for each kind of item: the most frequent ones. */
const ASKED = 2;

/** Steps of the lessons that the rules allow with a kind of item, to the patrons whom they allow most. */
function stepsWith(from: PracticeLibrary, item: ItemKind, time: DemoTime): number {
  if (!mayBeLent(item, from)) return 0;
  let most = 0;
  for (const kind of patronKindsOf(from).slice(0, ASKED))
    if (most < ALL_STEPS) most = Math.max(most, fit(from, { kind, item }, time).steps);
  return most;
}

function fit(from: PracticeLibrary, of: { readonly kind: PatronKind; readonly item: ItemKind }, time: DemoTime): Fit {
  const sample = { patron: patronOf(of.kind, 0, time), item: itemOf(of.item, 0, time.now) };
  return fitOf(from, sample, time.now);
}

/** Copies of the kinds that serve best, from the last on: at most half of them, since the others are lent in the lessons. */
function itemsToLend(
  items: readonly { readonly kind: ItemKind; readonly row: Item }[],
  steps: ReadonlyMap<ItemKind, number>,
): Item[] {
  const most = Math.max(...steps.values());
  const own = items.filter(({ kind }) => steps.get(kind) === most);
  return own
    .slice(Math.ceil(own.length / 2))
    .map(({ row }) => row)
    .toReversed();
}

/** Where the copy knows no patron, one kind of the desk's own branch. */
function patronKindsOf({ patronKinds, desk }: PracticeLibrary): readonly PatronKind[] {
  return patronKinds.length > 0 ? patronKinds : [{ group: '', groupName: '', home: desk.branch }];
}

function pickKind(from: PracticeLibrary, index: number): PatronKind {
  const kinds = patronKindsOf(from);
  return required(kinds[index % kinds.length], () => 'there is no kind of patron');
}

/** The kinds of items that this desk handles come first, above all those that it may lend. */
function itemKindsOf(from: PracticeLibrary): readonly ItemKind[] {
  const { itemKinds, desk } = from;
  const plain: ItemKind = {
    kind: null,
    loanGrade: 'normal',
    fineGrade: 'normal',
    circulates: true,
    holdable: true,
    reference: false,
    home: desk.branch,
    location: null,
  };
  const weight = (kind: ItemKind): number => (kind.home === desk.branch ? 0 : 2) + (mayBeLent(kind, from) ? 0 : 1);
  return itemKinds.length > 0 ? itemKinds.toSorted((a, b) => weight(a) - weight(b)) : [plain];
}

function mayBeLent({ circulates, reference, location }: ItemKind, { locations }: PracticeLibrary): boolean {
  return circulates && !reference && locations.find(({ id }) => id === location)?.circulates !== false;
}

/** Some of each kind, one kind after the other and round again. */
function manyOf<T>(kinds: readonly T[], what: keyof typeof each): T[] {
  const rounds = Math.max(each[what], Math.ceil(least[what] / kinds.length));
  return Array.from({ length: rounds }, () => kinds).flat();
}

function patronOf(kind: PatronKind, index: number, time: DemoTime): Patron {
  // Past the cast, whose members each have something of their own.
  const made = demoPatron(seed, 100 + index, time);
  return {
    ...plainOf(made, kind, time),
    id: patronId(`practice-${index + 1}`),
    cards: [{ number: demoCard(index), active: true, primary: true }],
    blocks: [],
  };
}

function stopped(role: number, kind: PatronKind, time: DemoTime): Patron {
  const made = demoPatron(seed, role, time);
  const card = demoCard(50_000_000 + role);
  const expiresAt = role === CAST_ROLES.expired ? made.expiresAt : time.now + 200 * DAY_MS;
  return {
    ...plainOf(made, kind, time),
    barred: made.barred,
    expiresAt,
    cards: [{ number: card, active: true, primary: true }],
  };
}

function plainOf(made: Patron, { group, groupName, home }: PatronKind, time: DemoTime): Patron {
  return {
    ...made,
    group,
    groupName,
    home,
    active: true,
    barred: false,
    expiresAt: time.now + 200 * DAY_MS,
    // No mail may go to a real person.
    email: null,
    address: [],
    messages: [],
  };
}

function titleOf({ kind }: ItemKind, index: number, time: DemoTime): Title {
  const id = titleId(`practice-${index + 1}`);
  const model = MODELS.find((one) => one.kind === kind);
  if (model !== undefined) return equipmentTitle(id, model);
  return { ...demoTitle(seed, index, formOf(kind), time).row, id };
}

/** The form that most libraries mean by a type of item; a book where the type is unclear. */
function formOf(kind: string | null): TitleForm {
  const name = kind ?? '';
  if (/dvd|video|film/i.test(name)) return 'dvd';
  if (/\bcd\b|audio|music/i.test(name)) return 'cd';
  if (/score/i.test(name)) return 'score';
  return /period|journal|serial|magazine/i.test(name) ? 'periodical' : 'book';
}

function itemOf(kind: ItemKind, index: number, now: Instant): Item {
  const where = { status: 'available', branch: kind.home } as const;
  return {
    ...kind,
    id: itemId(`practice-${index + 1}`),
    barcode: demoBarcode(index),
    titleId: titleId(`practice-${index + 1}`),
    owner: kind.home,
    callNumber: `P ${index + 1}`,
    priceMinor: 4_500,
    serial: false,
    parts: [...(MODELS.find((model) => model.kind === kind.kind)?.parts ?? [])],
    alert: null,
    addedAt: now - 400 * DAY_MS,
    provisional: false,
    source: null,
    base: { foldedTo: null, where },
    state: stateOfWhere(where),
  };
}
