// Entries of the log of branches, written by acts: each write counts by its own moment, in any order of arrival.

import {
  patronWritten,
  withLogWrite,
  withPatronWritten,
  type LogEntry,
  type LogWrite,
  type RecordedLogWrite,
} from '../../shared/circ/model/log-entry.ts';
import { patronId, type PatronId } from '../../shared/core/ids.ts';
import { keepEarly, takeEarly } from '../log/early-writes.ts';
import { purgedAmong } from '../purge/purge-list.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import { actEffect, type TakenOf } from './act-effect.ts';

const ACTS = {
  editLogList: true,
  tickStep: true,
  readGate: true,
  takeBackReading: true,
  countGates: true,
  lockDesks: true,
  startDrill: true,
  leaveMessage: true,
  seeMessage: true,
  endMessage: true,
  noteIncident: true,
  endIncident: true,
  correctIncident: true,
  keepFound: true,
  endFound: true,
  startInventory: true,
  endInventory: true,
} as const;

export const logEffect = actEffect(ACTS, 'after folds', async (tx, own, { changes }) => {
  const writes = await underKnownPatrons(tx, own.flatMap(writesOf));
  const ids = new Set(writes.map(({ entry }) => entry));
  await tx.lock([...ids].map((id) => `log:${id}`));
  const rows = new Map<string, LogEntry>(await readRows(tx, 'logEntry', ids));
  const written = collectChanges();
  for (const one of writes) {
    const { entry: id, write, own: stamp } = one;
    const before = rows.get(id) ?? null;
    const put = withLogWrite(before, id, write, stamp);
    if (put === null) await keepEarly(tx, id, one);
    if (put === null || put === before) continue;
    const early = before === null ? await takeEarly(tx, id) : [];
    const entry = early.reduce<LogEntry>((so, next) => withLogWrite(so, id, next.write, next.own) ?? so, put);
    rows.set(id, entry);
    written.put('logEntry', entry);
  }
  await writeChanges(tx, written);
  changes.add(written);
});

function writesOf({ recorded, body }: TakenOf<keyof typeof ACTS>) {
  const isWrite = (one: (typeof recorded)[number]): one is RecordedLogWrite => one.kind === 'writeLog';
  return recorded.filter(isWrite).map(({ entry, write, header }) => ({
    entry,
    write,
    own: { at: header.at, act: header.id, by: body.staffId },
  }));
}

/** The writes with the patrons of their incidents as they are known now. */
async function underKnownPatrons<W extends { readonly write: LogWrite }>(
  tx: ReadTx,
  writes: readonly W[],
): Promise<readonly W[]> {
  const named = writes.flatMap(({ write }) => patronWritten(write) ?? []);
  if (named.length === 0) return writes;
  const aliases = await loadAliases(tx, named);
  const real = (id: PatronId) => patronId(aliases.of('patron', id));
  const purged = await purgedAmong(tx, 'patron', named.map(real));
  const known = (id: PatronId) => (purged.has(real(id)) ? null : real(id));
  return writes.map((one) => ({ ...one, write: withPatronWritten(one.write, known) }));
}
