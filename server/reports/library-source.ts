// Shared parts of reports of the whole library: their head, the names of desks and staff, and the acts that they are made of.

import { staffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import type { Message } from '../../shared/reports/document.ts';
import type { ReportPlace } from '../../shared/reports/question.ts';
import type { NameOf } from '../../shared/reports/shift-document.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** The library of this database. A database without one has no name, and tells times in UTC. */
export async function libraryPlace(tx: ReadTx): Promise<ReportPlace & { readonly currency: string }> {
  const [library] = await readAllRows(tx, 'library');
  const { name = '', zone = 'UTC', currency = 'USD' } = library ?? {};
  return { library: name, branch: null, zone, currency };
}

/** Names of desks by id. */
export async function deskNames(tx: ReadTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('desk').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How staff are called. */
export async function staffNames(tx: ReadTx): Promise<NameOf> {
  const rows = await tx.db.selectFrom('staff').select(['id', 'name']).execute();
  const names = new Map(rows.map(({ id, name }) => [staffId(id), name]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}

/** Which desks are in a report, up to when, and from which something may be missing. */
export async function libraryCoverage(tx: ReadTx, now: Instant): Promise<Message[]> {
  const desks = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'silent_since'])
    .where('id', '!=', OWN_DESK)
    .orderBy('name')
    .execute();
  const silent = desks.flatMap(({ name, silent_since: since }) => (since === null ? [] : [{ name, since }]));
  return [
    { words: WORDS.all, params: { desks: desks.length, at: { at: now } } },
    ...silent.map(({ name, since }) => ({ words: WORDS.silent, params: { desk: name, since: { at: since } } })),
  ];
}

const WORDS = {
  all: {
    en: 'Made from what all desks had sent by {at}. Desks: {desks}.',
    es: 'Hecho con lo que todos los mostradores habían enviado hasta {at}. Mostradores: {desks}.',
  },
  silent: {
    en: 'The desk {desk} has been silent since {since}: what it did since may be missing.',
    es: 'El mostrador {desk} calla desde {since}: puede faltar lo que hizo desde entonces.',
  },
} as const;
