// Copies that are not where they are looked for: marked missing, claimed by their borrowers, or on their way between branches. Pure: desk and server read them alike.

import { z } from 'zod';
import { inShelfOrder } from '../callnumbers/shelf-order.ts';
import type { ItemAct } from '../circ/acts.ts';
import { orderTimeline } from '../circ/fold/timeline.ts';
import { resolveUndos } from '../circ/fold/undo.ts';
import { SEARCHES, type DeskTerms } from '../circ/model/desk-terms.ts';
import type { Hold } from '../circ/model/hold.ts';
import { FOUND_MS, type AwayStatus, type Find, type Item, type Sighting } from '../circ/model/item.ts';
import { UseCountsSchema, UsesBeforeSchema } from '../circ/model/use-counts.ts';
import { ClaimKindSchema, type Loan } from '../circ/model/loan.ts';
import {
  ItemIdSchema,
  LoanIdSchema,
  TitleIdSchema,
  type ActId,
  type BranchId,
  type ItemId,
  type TitleId,
} from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { MinorUnitsSchema } from '../core/money.ts';
import { sayDue } from '../core/say-date.ts';
import { CLAIM_WORDS } from './claim-acts.ts';
import { barcodeColumn, callNumberColumn, columnsOf, titleColumn } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import type { RowSource } from './row-source.ts';

/** A copy on its way for longer than this is listed. */
const TRANSIT_MS = 3 * DAY_MS;

const awayRow = {
  itemId: ItemIdSchema,
  titleId: TitleIdSchema,
  title: z.string(),
  author: z.string().nullable(),
  barcode: z.string(),
  callNumber: z.string().nullable(),
  /** Since when; null = from before this program kept its acts. */
  since: InstantSchema.nullable(),
  /** The mark that the list's act sets on the copy. */
  toMark: z.string(),
};

export const MissingRowSchema = z.object({
  ...awayRow,
  /** Marked missing, lost by its borrower, found again, or the kind of the borrower's claim. */
  what: z.enum(['missing', 'lost', 'found', ...ClaimKindSchema.options]),
  /** The loan that is claimed or lost; null = none is. */
  loanId: LoanIdSchema.nullable(),
  location: z.string().nullable(),
  /** How often it was looked for in vain, and when last. */
  searches: z.int(),
  soughtAt: InstantSchema.nullable(),
  /** How often the library looks for it. */
  ofSearches: z.int(),
  /** When the next search is due; null = there was the last one. */
  nextAt: InstantSchema.nullable(),
  /** Where and when it was last seen or scanned; null = not known. */
  seen: z.object({ at: InstantSchema, place: z.string() }).nullable(),
  /** When another copy was decided on. */
  replacedAt: InstantSchema.nullable(),
  /** Price of another copy, in minor units. */
  priceMinor: MinorUnitsSchema.nullable(),
  /** Copies of the title that are not missing themselves. */
  otherCopies: z.int(),
  /** Live holds of the title. */
  holds: z.int(),
  /** How often it was lent, by year. */
  uses: UseCountsSchema,
  /** Loans before the library came to Holdfast; null = not known. */
  usesBefore: UsesBeforeSchema.nullable(),
  /** The first ISBN and the year of the title; null = none. */
  isbn: z.string().nullable(),
  published: z.string().nullable(),
  branchName: z.string(),
});
export type MissingRow = z.infer<typeof MissingRowSchema>;

export const TransitRowSchema = z.object({
  ...awayRow,
  fromName: z.string(),
  toName: z.string(),
  /** It is on its way to the branch that the list is of. */
  toHere: z.boolean(),
});
export type TransitRow = z.infer<typeof TransitRowSchema>;

const missing = columnsOf<MissingRow>();
const transit = columnsOf<TransitRow>();

/** Where to look first. */
export const seenColumn = missing.column(
  'text',
  'seen',
  { en: 'Last seen', es: 'Visto por última vez' },
  ({ seen }, { zone }) =>
    seen === null
      ? null
      : {
          words: { en: '{place}, {at}', es: '{place}, {at}' },
          params: { place: seen.place, at: { dateOf: seen.at, zone } },
        },
);

const WHY_WORDS: Readonly<Record<MissingRow['what'], Words>> = {
  missing: { en: 'Missing', es: 'Extraviado' },
  lost: { en: 'Lost by its borrower', es: 'Perdido por el usuario' },
  found: { en: 'Found', es: 'Encontrado' },
  ...CLAIM_WORDS,
};

/** Why a copy is away. */
export const whyColumn = missing.column('text', 'what', { en: 'Why', es: 'Motivo' }, ({ what }) => ({
  words: WHY_WORDS[what],
}));

const FOUND_GROUP: Words = { en: 'Found in the last two weeks', es: 'Encontrados en las últimas dos semanas' };

const isSought = ({ what }: MissingRow): boolean => what !== 'found';

/** Copies that were looked for and not found, or that their borrowers claim, along the shelves; last those that were found. */
export const missingItems = defineList({
  name: 'missing',
  words: { en: 'Missing and claims', es: 'Extraviados y disputas' },
  empty: { en: 'Nothing is missing.', es: 'No falta nada.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: MissingRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    callNumberColumn,
    titleColumn,
    barcodeColumn,
    whyColumn,
    missing.moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
    seenColumn,
    missing.moment('sought', { en: 'Last looked for', es: 'Última búsqueda' }, ({ soughtAt }) => soughtAt),
    missing.column('text', 'searches', { en: 'Searches', es: 'Búsquedas' }, ({ what, searches, ofSearches }) =>
      what === 'found'
        ? null
        : { words: { en: '{done} of {all}', es: '{done} de {all}' }, params: { done: searches, all: ofSearches } },
    ),
    missing.column('text', 'next', { en: 'Next', es: 'Próxima' }, ({ what, nextAt }, { saying, zone }) => {
      if (what === 'found') return null;
      if (nextAt === null) return { words: { en: 'To review', es: 'Por revisar' } };
      if (nextAt <= saying.now) return { words: { en: 'Now', es: 'Ahora' } };
      return sayDue(saying.language, { dueAt: nextAt, grain: 'day', zone }, saying.now);
    }),
  ],
  isOver: ({ what }) => what === 'found',
  state: ({ what, nextAt }, { saying }) =>
    what !== 'found' && nextAt !== null && nextAt <= saying.now ? 'attention' : 'plain',
  order: (a, b) =>
    Number(a.what === 'found') - Number(b.what === 'found') ||
    inOrder(a.location, b.location) ||
    inShelfOrder(a.callNumber, b.callNumber) ||
    inOrder(a.barcode, b.barcode),
  group: ({ what, location }, { saying }) => (what === 'found' ? FOUND_GROUP[saying.language] : (location ?? '')),
  acts: [
    // Scanned, it is neither missing nor claimed, and the answer shows where it goes.
    { act: 'checkin', key: 'F', asks: 'place', label: { en: 'Found', es: 'Encontrado' }, offered: isSought },
    { act: 'notOnShelf', key: 'S', label: { en: 'Still missing', es: 'Sigue faltando' }, offered: isSought },
    {
      act: 'setMark',
      key: 'W',
      asks: 'sure',
      label: { en: 'Withdraw', es: 'Dar de baja' },
      offered: ({ what }) => what === 'missing',
    },
    {
      act: 'dropClaim',
      key: 'D',
      asks: 'sure',
      label: { en: 'Drop the claim', es: 'Retirar la disputa' },
      offered: ({ what }) => what !== 'missing' && what !== 'found',
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

/** Copies on their way to a branch or from it; those that are long on it come first. */
export const inTransit = defineList({
  name: 'in-transit',
  words: { en: 'In transit', es: 'En tránsito' },
  empty: { en: 'Nothing is in transit.', es: 'No hay nada en tránsito.' },
  of: 'branch',
  work: { section: 'shelves', weight: null },
  row: TransitRowSchema,
  rowKey: ({ itemId }) => itemId,
  columns: [
    titleColumn,
    barcodeColumn,
    transit.column('text', 'from', { en: 'From', es: 'De' }, ({ fromName }) => fromName),
    transit.column('text', 'to', { en: 'To', es: 'A' }, ({ toName }) => toName),
    transit.moment('since', { en: 'Sent', es: 'Enviado' }, ({ since }) => since),
  ],
  order: (a, b) => (a.since ?? 0) - (b.since ?? 0) || inOrder(a.barcode, b.barcode),
  state: (row, { saying }) => (isLongOnItsWay(row, saying.now) ? 'attention' : 'plain'),
  acts: [
    { act: 'checkin', key: 'A', label: { en: 'Arrived', es: 'Llegó' }, offered: ({ toHere }) => toHere },
    {
      act: 'setMark',
      key: 'M',
      asks: 'sure',
      label: { en: 'Mark missing', es: 'Marcar extraviado' },
      offered: () => true,
    },
  ],
  opens: ({ barcode }) => ({ record: 'item', barcode }),
});

function isLongOnItsWay({ since }: TransitRow, now: Instant): boolean {
  return since !== null && now - since > TRANSIT_MS;
}

/** Data source of the lists. */
export type AwaySource = Pick<RowSource, 'item' | 'title' | 'location' | 'branchName'> & {
  /** Copies and live holds of a title. */
  itemsOfTitle(id: TitleId): readonly Item[];
  holdsOfTitle(id: TitleId): readonly Hold[];
  itemsAway(status: AwayStatus): readonly Item[];
  /** Loans that are out and claimed. */
  claimedLoans(): readonly Loan[];
  /** Loans that are lost. */
  lostLoans(): readonly Loan[];
  /** The acts that are kept of an item, in any order. */
  actsOfItem(id: ItemId): readonly ItemAct[];
};

/** The same for finds. */
export type FindSource = AwaySource & {
  /** Copies that were found after a moment and are not missing again. */
  itemsFound(after: Instant): readonly Item[];
  /** The place in the arguments of an act, as a person typed it; null = none, purged, or not at hand. */
  placeTyped(act: ActId): string | null;
};

/** Copies of a branch, or of the whole library, that are missing or claimed: looked for at the branch where they were last, or belong. */
export function missingRows(
  source: AwaySource,
  { branch, terms = {} }: { readonly branch: BranchId | null; readonly terms?: DeskTerms | undefined },
): MissingRow[] {
  const claimed = source.claimedLoans().flatMap(({ id: loanId, itemId, claim }) => {
    const item = source.item(itemId);
    if (item === null || claim === undefined || (branch !== null && item.home !== branch)) return [];
    return { ...missingRow(source, item, { terms, since: claim.at }), what: claim.kind, loanId };
  });
  const missing = source
    .itemsAway('missing')
    .filter(({ state }) => branch === null || state.branch === branch)
    .map((item) => {
      const since = lastAt(source, item, (act) => act.kind === 'setMark' && act.mark === 'missing');
      return { ...missingRow(source, item, { terms, since }), what: 'missing' as const, loanId: null };
    });
  return [...missing, ...claimed];
}

/** Finds after this moment are listed. */
export function findsAfter(now: Instant): Instant {
  return now - FOUND_MS;
}

/** The same, and copies of the branch, or found there, of the last two weeks, with where: a copy that was looked for here may turn up at another branch. */
export function missingListRows(
  source: FindSource,
  asked: Parameters<typeof missingRows>[1] & { readonly now: Instant },
): MissingRow[] {
  const { branch, terms = {}, now } = asked;
  const missing = missingRows(source, asked);
  const listed = new Set(missing.map(({ itemId }) => itemId));
  const found = source.itemsFound(findsAfter(now)).flatMap((item): MissingRow[] => {
    const { found: find } = item.state;
    if (find === undefined || listed.has(item.id)) return [];
    if (branch !== null && item.home !== branch && find.branch !== branch) return [];
    const row = missingRow(source, item, { terms, since: find.at });
    return [{ ...row, what: 'found', loanId: null, nextAt: null, seen: findRow(source, item, find) }];
  });
  return [...missing, ...found];
}

/** A copy that is away, but for why. */
export function missingRow(
  source: AwaySource,
  item: Item,
  { terms, since }: { readonly terms: DeskTerms; readonly since: Instant | null },
) {
  const { times, everyDays } = terms.searches ?? SEARCHES;
  const { searches = 0, soughtAt = null, replacedAt = null, seen } = item.state;
  const location = source.location(item.location)?.name ?? null;
  const title = source.title(item.titleId);
  return {
    ...named(source, item),
    uses: item.state.uses ?? {},
    usesBefore: item.usesBefore ?? null,
    isbn: title?.isbns[0] ?? null,
    published: title?.published ?? null,
    branchName: source.branchName(item.home),
    toMark: 'withdrawn',
    since,
    location,
    searches,
    soughtAt,
    ofSearches: times,
    nextAt: searches >= times ? null : nextSearch({ since, soughtAt, searches }, everyDays),
    seen: seen === undefined ? null : seenRow(source, item, seen),
    replacedAt,
    priceMinor: item.priceMinor,
    otherCopies: source
      .itemsOfTitle(item.titleId)
      .filter((one) => one.id !== item.id && !AWAY_FOR_GOOD.has(one.state.status)).length,
    holds: source.holdsOfTitle(item.titleId).filter(({ state }) => state === 'waiting').length,
  };
}

/** Of other copies, those that do not serve a patron either. */
const AWAY_FOR_GOOD: ReadonlySet<string> = new Set(['missing', 'lost', 'discarded']);

/** The shelf that was read, else the branch of the scan. */
function seenRow(source: AwaySource, item: Item, { at, location, branch }: Sighting) {
  const shelf = location === undefined ? undefined : source.location(location)?.name;
  return { at, place: shelf ?? source.branchName(branch ?? item.home) };
}

/** The same, and the place as it was typed where that is at hand. */
function findRow(source: FindSource, item: Item, find: Find): MissingRow['seen'] {
  const { at, place } = seenRow(source, item, find);
  return { at, place: [place, source.placeTyped(find.act)].filter(Boolean).join(' · ') };
}

/** At once the first time, then some days after the last. A copy without a known date is looked for at once. */
function nextSearch(
  {
    since,
    soughtAt,
    searches,
  }: { readonly since: Instant | null; readonly soughtAt: Instant | null; readonly searches: number },
  everyDays: number,
): Instant {
  return searches === 0 || soughtAt === null ? (since ?? 0) : soughtAt + everyDays * DAY_MS;
}

/** Copies on their way to or from a branch, or anywhere. */
export function transitRows(source: AwaySource, branch: BranchId | null): TransitRow[] {
  return source
    .itemsAway('in-transit')
    .filter(({ state }) => branch === null || state.branch === branch || state.to === branch)
    .map((item) => ({
      ...named(source, item),
      toMark: 'missing',
      fromName: source.branchName(item.state.branch),
      toName: item.state.to === null ? '' : source.branchName(item.state.to),
      toHere: branch !== null && item.state.to === branch,
      since: lastAt(source, item, (act) => act.kind === 'checkin' && act.transitTo !== null),
    }));
}

function named(source: AwaySource, { id, titleId, barcode, callNumber }: Item) {
  const title = source.title(titleId);
  return { itemId: id, titleId, barcode, callNumber, title: title?.title ?? barcode, author: title?.author ?? null };
}

/** Time of the last act of a kind that is not undone; an act in a checkpoint is no later than that. */
export function lastAt(
  source: Pick<AwaySource, 'actsOfItem'>,
  { id, base }: Item,
  isMeant: (act: ItemAct) => boolean,
): Instant | null {
  const acts = source.actsOfItem(id);
  const { undone } = resolveUndos(acts);
  const order = orderTimeline(acts).map((placed) => placed.act);
  return order.findLast((act) => isMeant(act) && !undone.has(act.id))?.at ?? base.foldedTo;
}
