// The worklist of a desk after an outage: one exception of each kind that screens tell apart. They are written at the
// server as rows, as if the folds had yielded them; the desk's views of them, and the acts that end them, are the
// product's own.

import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { writeAndPublish } from '../../../server/feed/write-and-publish.ts';
import { writeChanges } from '../../../server/store/row-changes.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { actId, branchId, exceptionId, staffId } from '../../../shared/core/ids.ts';
import type { Params } from '../../../shared/core/say.ts';
import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import { ADEYEMI, itemOf, LAPTOP, lentElsewhere, OWES, patronOf, ZONE } from './honeyfield.ts';
import type { World } from './world.ts';

type Parts = World['parts'];
type Noted = Pick<Exception, 'code' | 'weight'> & Partial<Exception> & { readonly about?: string };

const missedHold = (barcode: string): Noted => ({ code: 'missed-hold', weight: 'act-now', about: barcode });

const NOTED: readonly Noted[] = [
  missedHold('31310000009989'),
  missedHold('31310000006638'),
  missedHold('31310000002251'),
  { code: 'wrong-trap', weight: 'act-now', about: '31310000009971' },
  { code: 'money-credited', weight: 'today', patronId: patronOf(OWES) },
  { code: 'lent-while-on-loan', weight: 'today', about: '31310000001204', patronId: patronOf(OWES) },
  {
    code: 'patron-over-limit',
    weight: 'today',
    origin: 'judged',
    about: '31310000003360',
    patronId: patronOf(ADEYEMI),
    params: { reason: '50 of 50 items already out.' },
  },
  {
    code: 'desk-silent',
    weight: 'today',
    origin: 'judged',
    params: {
      desk: 'West desk',
      since: { dueAt: Date.parse('2026-12-01T18:40:00Z'), grain: 'time', zone: ZONE },
      branch: 'West',
    },
  },
  // A kind that this version does not know.
  { code: 'shelf-robot-stuck', weight: 'today' },
  { code: 'due-differs', weight: 'note', about: '31310000007745' },
  { code: 'double-scan', weight: 'note', about: '31310000004417' },
];

/** Exceptions that ended before the first look. */
const ENDED: readonly Noted[] = [
  { code: 'missed-hold', weight: 'act-now', about: '31310000001204', state: 'closed-by-event' },
  { code: 'lent-while-on-loan', weight: 'today', about: '31310000001204', state: 'resolved' },
  { code: 'patron-over-limit', weight: 'today', state: 'explained' },
];

/** Notes all of them. */
export async function noteWorklist({ parts, now }: Pick<World, 'parts' | 'now'>): Promise<void> {
  await openLibraryWriter(parts.store, parts.clock).putActs([lentElsewhere(LAPTOP, ADEYEMI, now() - 51 * MINUTE_MS)]);
  const { id: nadia } = await parts.store.read(({ db }) =>
    db.selectFrom('staff').select('id').where('name', '=', 'nadia').executeTakeFirstOrThrow(),
  );
  const titles = await titlesOf(parts);
  await putExceptions(
    parts,
    [...NOTED, ...ENDED].map((noted, index) => {
      const row = rowOf(noted, index, { now: now(), titles });
      if (row.state !== 'resolved') return row;
      const said = { action: 'told-patron' as const, note: '', staffId: staffId(nadia), at: row.at, by: actId('told') };
      return { ...row, resolution: said };
    }),
  );
}

/** Every exception that the server has. */
export const exceptionRows = ({ store }: Parts): Promise<Exception[]> =>
  store.read((tx) => readAllRows(tx, 'exception'));

/** Writes some of them anew. */
export async function putExceptions({ store }: Parts, rows: readonly Exception[]): Promise<void> {
  await writeAndPublish(store, async ({ tx, changes }) => {
    for (const row of rows) changes.put('exception', row);
    await writeChanges(tx, changes);
  });
}

type Titles = ReadonlyMap<string, string>;

async function titlesOf({ store }: Parts): Promise<Titles> {
  const [titles, items] = await store.read(async (tx) => [
    await readAllRows(tx, 'title'),
    await readAllRows(tx, 'item'),
  ]);
  const names = new Map<string, string>(titles.map(({ id, title }) => [id, title]));
  return new Map(items.map(({ barcode, titleId }) => [barcode, names.get(titleId) ?? '']));
}

function rowOf(
  { about, params, ...noted }: Noted,
  index: number,
  { now, titles }: { now: Instant; titles: Titles },
): Exception {
  const words: Params = about === undefined ? {} : { title: titles.get(about) ?? '', barcode: about };
  return {
    id: exceptionId(`exception-${index}`),
    origin: 'folded',
    state: 'open',
    branch: branchId('MAIN'),
    itemId: about === undefined ? null : itemOf(about),
    patronId: null,
    cause: actId(`cause-${index}`),
    at: now - (index + 3) * 7 * MINUTE_MS,
    resolution: null,
    ...noted,
    params: { ...words, ...params },
  };
}
