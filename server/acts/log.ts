// Entries of the log of branches, written by acts: each write counts by its own moment, in any order of arrival.

import { withLogWrite, type LogEntry, type RecordedLogWrite } from '../../shared/circ/model/log-entry.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { actEffect, type TakenOf } from './act-effect.ts';

const ACTS = {
  editLogList: true,
  tickStep: true,
  readGate: true,
  leaveMessage: true,
  seeMessage: true,
  endMessage: true,
  noteIncident: true,
  endIncident: true,
  keepFound: true,
  endFound: true,
} as const;

export const logEffect = actEffect(ACTS, 'after folds', async (tx, own, { changes }) => {
  const writes = own.flatMap(writesOf);
  const ids = new Set(writes.map(({ write }) => write.entry));
  await tx.lock([...ids].map((id) => `log:${id}`));
  const rows = new Map<string, LogEntry>(await readRows(tx, 'logEntry', ids));
  const written = collectChanges();
  for (const { write, by } of writes) {
    const { entry: id, header } = write;
    const before = rows.get(id) ?? null;
    const entry = withLogWrite(before, id, write.write, { at: header.at, act: header.id, by });
    if (entry === null || entry === before) continue;
    rows.set(id, entry);
    written.put('logEntry', entry);
  }
  await writeChanges(tx, written);
  changes.add(written);
});

function writesOf({ recorded, body }: TakenOf<keyof typeof ACTS>) {
  const isWrite = (one: (typeof recorded)[number]): one is RecordedLogWrite => one.kind === 'writeLog';
  return recorded.filter(isWrite).map((write) => ({ write, by: body.staffId }));
}
