// Writes to an entry of the log that arrived before the entry itself: the other desk may send later, for example after
// a restore. Kept until the entry is put. [I24]

import { actId, staffId } from '../../shared/core/ids.ts';
import type { LogEntry, LogWrite } from '../../shared/circ/model/log-entry.ts';
import type { WriteTx } from '../store/store.ts';

/** One write of an entry, with its act. */
export type StampedWrite = { readonly write: LogWrite; readonly own: Pick<LogEntry, 'at' | 'by' | 'act'> };

/** Keeps a write of an entry that is not there. */
export async function keepEarly(tx: WriteTx, entry: string, { write, own }: StampedWrite): Promise<void> {
  const note = write.do === 'end' ? write.note : null;
  await tx.upsert('early_log_write', [{ act_id: own.act, entry_id: entry, at: own.at, staff_id: own.by, note }]);
}

/** Takes out the kept writes of an entry that is put now. */
export async function takeEarly(tx: WriteTx, entry: string): Promise<readonly StampedWrite[]> {
  const rows = await tx.db.selectFrom('early_log_write').selectAll().where('entry_id', '=', entry).execute();
  if (rows.length > 0) await tx.db.deleteFrom('early_log_write').where('entry_id', '=', entry).execute();
  return rows.map(({ act_id: act, at, staff_id: by, note }) => ({
    write: note === null ? { do: 'see' } : { do: 'end', note },
    own: { at: Number(at), act: actId(act), by: by === null ? null : staffId(by) },
  }));
}
