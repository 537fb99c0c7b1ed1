// Takes the file of a feed in, or only looks for its expected changes. Rows go through the port that every import writes by; here are the three
// things that a recurring file needs besides: people who are here already under another source, people who left, and people who came back.

import { foldText } from '../../shared/core/fold-text.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { currencyDecimals } from '../../shared/core/money.ts';
import type { FeedReport } from '../../shared/wire/data-feeds.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { wantedBy } from '../import/records/going-on.ts';
import type { RecordSource } from '../import/records/record-source.ts';
import { takeCatalogue } from '../import/records/take-catalogue.ts';
import { takePatrons } from '../import/records/take-patrons.ts';
import { takePlaces } from '../import/records/take-places.ts';
import { startTally } from '../import/tally.ts';
import { openImportSink } from '../import/write/import-sink.ts';
import { findRulesInForce } from '../query/rules-in-force.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { itemsHere, titlesHere } from './catalogue-here.ts';
import { openAccounts } from './feed-accounts.ts';
import { endLeavers, goneFrom } from './feed-leavers.ts';
import { openMembers } from './feed-members.ts';
import { reportOf, startNotes } from './feed-report.ts';
import { ownKeys, type FeedParts, type Taking, type Work } from './feed-work.ts';
import { patronsHere } from './patrons-here.ts';
import { readItems, readPatrons, type FeedReading, type Group } from './read-feed-file.ts';

/** Takes it in. The same file twice changes nothing, wherever the first time ended. Throws HF-IMPORT-003 for a wrong header, HF-SERVER-006 without a library. */
export async function takeFeed({ store, clock }: FeedParts, taking: Taking): Promise<FeedReport> {
  const { system, layout, file, isDryRun } = taking;
  const place = await placeOf(store, clock.now());
  const members = openMembers(store, system, isDryRun);
  const noting = startNotes(layout, taking.takenAt);
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
  const accounts = openAccounts({ store, members, layout: layout.kind === 'patrons' ? layout : null, reading });
  const known = await members.count();
  const work: Work = { ...taking, store, sink, members, reading, noting, accounts, known };
  const source = sourceOf(work, place.library);
  const places = await takePlaces({ source, sink, ids: ownKeys(taking) }, place);
  const step = {
    source,
    sink,
    ids: ownKeys(taking),
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
  return reportOf(work);
}

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
  const { system, layout, reading } = work;
  const none = () => Promise.resolve([]);
  const titlesTaken = new Map<string, string>();
  return {
    system,
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
    here: {
      patrons: (records) => patronsHere(work, records),
      items: (records) => itemsHere(work, records),
      titles: (batch) => titlesHere(work, batch, titlesTaken),
    },
  };
}
