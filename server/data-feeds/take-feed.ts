// Takes the file of a feed in, or only looks what that would change. Rows go through the port that every import writes by; here are the three things
// that a recurring file needs besides: who is here already under another source, who has left, and who came back.

import { patronId, itemId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import { codeText } from '../../shared/core/code-text.ts';
import { foldText } from '../../shared/core/fold-text.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import { currencyDecimals } from '../../shared/core/money.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { isOver, type FeedLayout } from '../../shared/formats/feed-layout.ts';
import type { FeedChange, FeedReport } from '../../shared/wire/data-feeds.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { wantedBy } from '../import/records/going-on.ts';
import { recordIds } from '../import/records/record-ids.ts';
import type { HereAlready, RecordSource } from '../import/records/record-source.ts';
import type { Found, ItemRecord, PatronRecord } from '../import/records/record.ts';
import { takeCatalogue } from '../import/records/take-catalogue.ts';
import { takePatrons } from '../import/records/take-patrons.ts';
import { takePlaces } from '../import/records/take-places.ts';
import { startTally } from '../import/tally.ts';
import { openImportSink, type ImportSink } from '../import/write/import-sink.ts';
import type { RowChange } from '../import/write/import-target.ts';
import { findRulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { openMembers, type Member, type Members } from './feed-members.ts';
import { readItems, readPatrons, type FeedReading, type Group } from './read-feed-file.ts';

export type FeedParts = { readonly store: Store; readonly clock: Clock };

export type Taking = {
  readonly feed: string;
  readonly layout: FeedLayout;
  readonly file: { readonly name: string; readonly bytes: Buffer };
  /** When the file was taken: accounts of those who left end by the day of it. */
  readonly takenAt: Instant;
  readonly isDryRun: boolean;
  /** Told that it goes on. */
  readonly onRows?: () => void;
};

/** The system that rows of a feed come from. */
export const feedSystem = (feed: string): string => `feed-${feed}`;

/** Most rows of each sort that a report has as samples. */
const MOST_SAMPLES = 40;
const MOST_WRONG = 500;
const MOST_NOTES = 100;

/** Takes it in. The same file twice changes nothing, wherever the first time ended. Throws HF-IMPORT-003 for a wrong header, HF-SERVER-006 without a library. */
export async function takeFeed({ store, clock }: FeedParts, taking: Taking): Promise<FeedReport> {
  const { feed, layout, file, isDryRun } = taking;
  const system = feedSystem(feed);
  const place = await placeOf(store, clock.now());
  const members = openMembers(store, system, isDryRun);
  const noting = startNotes(layout);
  const sink = openImportSink(store, {
    system,
    clock,
    isDryRun,
    prune: false,
    joins: true,
    onChange: noting.onChange,
  });
  const reading: FeedReading = {
    ...file,
    ...place,
    tally: startTally(),
    unread: { ids: new Set(), isVague: false },
    leaving: new Set(),
    onRows: () => taking.onRows?.(),
  };
  const work: Work = { ...taking, store, sink, members, reading, noting, known: await members.count() };
  const source = sourceOf(work, place.library);
  const places = await takePlaces({ source, sink, ids: recordIds(system) }, place);
  const step = {
    source,
    sink,
    ids: recordIds(system),
    places,
    rules: null,
    wanted: wantedBy({ loans: [], holds: [], fees: [] }, { byCode: false }),
    goingOn: { loans: [], holds: [], fees: [] },
  };
  const present = layout.kind === 'patrons' ? await takePatrons(step) : (await takeCatalogue(step)).items;
  await members.flush();
  const gone = await goneFrom(work, present);
  if (layout.kind === 'patrons') await endLeavers(work, gone);
  else for (const { sourceId, key } of gone) noting.note('gone', { sourceId, key });
  await members.flush();
  return reportOf(work);
}

type Work = Taking & {
  readonly store: Store;
  readonly sink: ImportSink;
  readonly members: Members;
  readonly reading: FeedReading;
  readonly noting: Notes;
  /** How many the feed had before. */
  readonly known: number;
};

async function placeOf(store: Store, now: Instant) {
  return store.read(async (tx) => {
    const [library] = await readAllRows(tx, 'library');
    if (library === undefined) throw new HoldfastError('HF-SERVER-006');
    const rules = await findRulesInForce(tx, now);
    const named = rules !== null && 'groups' in rules ? rules.groups : [];
    const groups = new Map<string, Group>(
      named.flatMap(({ id, name }) => [
        [foldText(name), { group: id, groupName: name }] as const,
        [id, { group: id, groupName: name }] as const,
      ]),
    );
    return {
      library,
      zone: library.zone,
      decimals: currencyDecimals(library.currency),
      groups: named.length === 0 ? null : groups,
      branches: await readAllRows(tx, 'branch'),
      locations: await readAllRows(tx, 'location'),
    };
  });
}

function sourceOf(work: Work, library: RecordSource['library']): RecordSource {
  const { feed, layout, reading } = work;
  const none = () => Promise.resolve([]);
  return {
    system: feedSystem(feed),
    library,
    joins: true,
    tally: reading.tally,
    covers: () => false,
    unread: () => reading.unread,
    namesByCode: false,
    addsPlaces: { branch: false, location: false },
    branches: none,
    locations: none,
    rules: () => Promise.resolve(null),
    loans: none,
    holds: none,
    fees: none,
    async *patrons() {
      if (layout.kind === 'patrons') yield* readPatrons(layout, reading);
    },
    async *catalogue() {
      if (layout.kind === 'items') yield* readItems(layout, reading);
    },
    here: { patrons: (records) => patronsHere(work, records), items: (records) => itemsHere(work, records) },
  };
}

/** Patrons whom the feed knows by id, else those who have a card of the record. */
async function patronsHere(work: Work, records: readonly Found<PatronRecord>[]): Promise<HereAlready<Patron>> {
  const { store, members } = work;
  // The rows of the batch before are written by now.
  await members.flush();
  const known = await members.read(records.map(({ value }) => value.id));
  const numbers = records.flatMap(({ value }) => value.patron.cards.map(({ number }) => codeText(number)));
  return store.read(async (tx) => {
    const holders = await tx.db
      .selectFrom('patron_card')
      .innerJoin('patron', 'patron.id', 'patron_card.patron_id')
      .select(['patron_card.card', 'patron_card.patron_id as patron'])
      // One that a desk minted for an unknown card is joined by the write.
      .where('patron.provisional', '=', 0)
      .where(tx.anyOf('patron_card.card', numbers))
      .execute();
    const byCard = new Map(holders.map(({ card, patron }) => [card, patron]));
    const unclear = new Map<string, string>();
    const keyOf = new Map<string, string>();
    for (const { value } of records) {
      const member = known.get(value.id);
      const own = new Set(value.patron.cards.flatMap(({ number }) => byCard.get(codeText(number)) ?? []));
      const [holder = recordIds(feedSystem(work.feed)).patron(value.id)] = own;
      keyOf.set(value.id, member?.key ?? holder);
      if (member === undefined && own.size > 1) unclear.set(value.id, 'its cards are those of two patrons');
    }
    const aliases = await loadAliases(tx, keyOf.values());
    for (const [id, key] of keyOf) keyOf.set(id, aliases.of('patron', key));
    const rows = await readRows(tx, 'patron', new Set(keyOf.values()));
    const found = records.flatMap(({ value }): [string, Patron][] => {
      const row = rows.get(keyOf.get(value.id) ?? '');
      return row === undefined ? [] : [[value.id, comingBack(row, value, known.get(value.id))]];
    });
    const isHere = new Set(found.map(([id]) => id));
    for (const { value } of records) {
      const member = known.get(value.id);
      const cards = value.patron.cards.map(({ number }) => codeText(number));
      const key = keyOf.get(value.id) ?? '';
      if (!isHere.has(value.id) && value.patron.group === '')
        unclear.set(value.id, 'the patron is new, and the file tells no group');
      if (unclear.has(value.id)) continue;
      if (member?.ended !== undefined) work.noting.note('returned', { sourceId: value.id, key });
      if (!isSameData(member, { sourceId: value.id, key, cards })) members.put({ sourceId: value.id, key, cards });
    }
    return { rows: new Map(found), unclear };
  });
}

/** A patron as they are before the record is joined: what the feed itself had ended is open again, and a card that it tells no more is replaced. */
function comingBack(row: Patron, { patron }: PatronRecord, member: Member | undefined): Patron {
  if (member === undefined) return row;
  const told = new Set(patron.cards.map(({ number }) => codeText(number)));
  const before = new Set(member.cards);
  const cards = row.cards.map((card) =>
    before.has(card.number) && !told.has(card.number) && card.active
      ? { ...card, active: false, primary: false, endedAs: 'replaced' as const }
      : card,
  );
  const isStillEnded = member.ended !== undefined && row.expiresAt === member.ended.at;
  return { ...row, cards, ...(isStillEnded ? { expiresAt: member.ended?.was ?? null } : {}) };
}

/** Copies whom the feed knows by id, else those with the barcode. */
async function itemsHere(work: Work, records: readonly Found<ItemRecord>[]): Promise<HereAlready<Item>> {
  const { store, members } = work;
  await members.flush();
  const known = await members.read(records.map(({ value }) => value.id));
  const barcodes = records.map(({ value }) => codeText(value.item.barcode));
  return store.read(async (tx) => {
    const holders = await tx.db
      .selectFrom('item')
      .select(['id', 'barcode'])
      .where(tx.anyOf('barcode', barcodes))
      .where('source_id', 'is not', null)
      .execute();
    const byBarcode = new Map(holders.map(({ barcode, id }) => [barcode, id]));
    const aliases = await loadAliases(
      tx,
      [...known.values()].map(({ key }) => key),
    );
    const keyOf = new Map(
      records.map(({ value }): [string, string] => {
        const member = known.get(value.id);
        const key = member?.key ?? byBarcode.get(codeText(value.item.barcode));
        return [
          value.id,
          key === undefined ? recordIds(feedSystem(work.feed)).item(value.id) : aliases.of('item', key),
        ];
      }),
    );
    const rows = await readRows(tx, 'item', new Set(keyOf.values()));
    for (const [sourceId, key] of keyOf)
      if (known.get(sourceId)?.key !== key) members.put({ sourceId, key, cards: [] });
    const found = [...keyOf].flatMap(([id, key]): [string, Item][] => {
      const row = rows.get(itemId(key));
      return row === undefined ? [] : [[id, row]];
    });
    const isHere = new Set(found.map(([id]) => id));
    const untitled = records.flatMap(({ value: { id, title } }): [string, string][] =>
      title === '' && !isHere.has(id) ? [[id, 'the copy is new, and the file tells no title']] : [],
    );
    return { rows: new Map(found), unclear: new Map(untitled) };
  });
}

/** Those whom the feed had and the file has no more, or says of that they leave. None where a row of the file may be any of them. */
async function goneFrom(work: Work, present: ReadonlySet<string>): Promise<readonly Member[]> {
  const { layout, members, reading } = work;
  const { unread, leaving } = reading;
  const gone: Member[] = [];
  if (layout.file.holds === 'changes') {
    for (const member of (await members.read([...leaving])).values()) if (member.ended === undefined) gone.push(member);
    return gone;
  }
  for await (const page of members.pages())
    for (const member of page)
      if (!present.has(member.sourceId) && !unread.ids.has(member.sourceId) && member.ended === undefined)
        gone.push(member);
  return gone;
}

const ENDED_TOGETHER = 500;

/** The accounts of those who left end by a date: nothing of them is deleted. */
async function endLeavers(work: Work, gone: readonly Member[]): Promise<void> {
  const { store, sink, members, layout, takenAt, reading, noting } = work;
  if (reading.unread.isVague || layout.kind !== 'patrons') return;
  const endsAt = endOfDay(takenAt + layout.leavers.afterDays * DAY_MS, reading.zone);
  for (let from = 0; from < gone.length; from += ENDED_TOGETHER) {
    const some = gone.slice(from, from + ENDED_TOGETHER);
    const rows = await store.read(async (tx) => {
      const aliases = await loadAliases(
        tx,
        some.map(({ key }) => key),
      );
      const keys = new Map(some.map(({ sourceId, key }) => [sourceId, aliases.of('patron', key)]));
      const found = await readRows(tx, 'patron', new Set(keys.values()));
      return new Map(some.map(({ sourceId }) => [sourceId, found.get(keys.get(sourceId) ?? '')]));
    });
    const ending = some.flatMap((member) => {
      const row = rows.get(member.sourceId);
      const was = row?.expiresAt ?? null;
      const at = was === null ? endsAt : Math.min(was, endsAt);
      members.put({ ...member, ended: { at, was } });
      return row === undefined ? [] : [{ sourceId: member.sourceId, key: row.id, row: { ...row, expiresAt: at } }];
    });
    for (const { sourceId, key, row } of ending)
      if (rows.get(sourceId)?.expiresAt !== row.expiresAt) noting.note('ended', { sourceId, key });
    await sink.rows('patron', ending);
    work.onRows?.();
  }
}

function endOfDay(at: Instant, zone: string): Instant {
  const day = formatLocalMoment(at, zone).slice(0, 10);
  return (parseLocalMoment(`${day}T23:59`, zone) ?? at) + 59_000;
}

type NotedRow = Pick<RowChange, 'sourceId' | 'key'> & { readonly fields?: readonly string[] };

type Notes = {
  readonly onChange: (change: RowChange) => void;
  readonly note: (what: FeedChange, row: NotedRow) => void;
  readonly counts: Readonly<Record<FeedChange, number>>;
  readonly fields: Readonly<Record<string, number>>;
  readonly samples: FeedReport['samples'];
};

/** Counts what changes, and keeps some rows of each sort. An account that ends is no change besides. */
function startNotes({ kind }: FeedLayout): Notes {
  const counts = { added: 0, changed: 0, ended: 0, returned: 0, kept: 0, gone: 0 };
  const fields: Record<string, number> = {};
  const samples: FeedReport['samples'] = [];
  const ended = new Set<string>();
  const note = (what: FeedChange, { sourceId, key, fields: own = [] }: NotedRow): void => {
    if (what === 'ended') ended.add(sourceId);
    counts[what] += 1;
    if (counts[what] > MOST_SAMPLES) return;
    const named =
      kind === 'patrons' ? { patronId: patronId(key), itemId: null } : { patronId: null, itemId: itemId(key) };
    samples.push({ what, ...named, fields: [...own] });
  };
  return {
    counts,
    fields,
    samples,
    note,
    onChange(change) {
      const { sourceId, key, fields: own, kept } = change;
      // Titles of copies come with them.
      if (`${change.kind}s` !== kind) return;
      if (kept.length > 0) note('kept', { sourceId, key, fields: kept });
      // A person wrote another end since: it stays.
      if (ended.has(sourceId) && kept.includes('expiresAt')) counts.ended -= 1;
      if (own === null) return note('added', { sourceId, key });
      if (own.length === 0 || ended.has(sourceId)) return;
      for (const field of own) fields[field] = (fields[field] ?? 0) + 1;
      note('changed', { sourceId, key, fields: own });
    },
  };
}

function reportOf({ layout, reading, noting, known }: Work): FeedReport {
  const { kinds, rejected, notes } = reading.tally.result();
  const { taken = 0, rejected: wrong = 0 } = kinds[layout.kind] ?? {};
  const { counts, fields, samples } = noting;
  const stops =
    taken === 0
      ? ('empty' as const)
      : isOver(layout.guard.ends, counts.ended, known)
        ? ('ends' as const)
        : isOver(layout.guard.rejected, wrong, taken + wrong)
          ? ('rejected' as const)
          : null;
  return {
    rows: taken + wrong,
    rejected: wrong,
    known,
    ...counts,
    fields,
    stops,
    endsWithheld: layout.kind === 'patrons' && reading.unread.isVague,
    wrong: rejected.slice(0, MOST_WRONG).map(({ line, reason }) => ({ line, reason })),
    notes: notes.slice(0, MOST_NOTES).map(({ line, text }) => ({ line, text })),
    samples,
  };
}
