// The rows of practice: the branches and rules of the real library, with invented patrons and items of every kind that it has.

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

/** How many of each kind, and at least how many in all. */
const each = { patrons: 3, items: 4 };
const least = { patrons: 30, items: 60 };
const seed = 7;

/** Patrons who are stopped at the desk: the next step then is to be practiced too. */
const STOPPED = [CAST_ROLES.expired, CAST_ROLES.blocked, CAST_ROLES.barred];

/** The rows of a practice library. */
export type PracticeRows = {
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
  const patrons = manyOf(patronKindsOf(from), 'patrons').map((kind, index) => patronOf(kind, index, time));
  const drafts = manyOf(itemKindsOf(from), 'items').map((kind, index) => ({ kind, index }));
  return {
    // A library of its own: nothing of it is ever taken for the real one's.
    library: { ...from.library, id: libraryId('practice') },
    patrons: [...patrons, ...STOPPED.map((role, index) => stopped(role, pickKind(from, index), time))],
    titles: drafts.map(({ kind, index }) => titleOf(kind, index, time)),
    items: drafts.map(({ kind, index }) => itemOf(kind, index, now)),
    cards: patrons.map(({ cards }) => cards[0]?.number ?? ''),
    barcodes: drafts.filter(({ kind }) => mayBeLent(kind, from)).map(({ index }) => demoBarcode(index)),
  };
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
