// Rows of exceptions: the values for their words. Values never name another patron.

import type { ActId, BranchId, ItemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Params } from '../../shared/core/say.ts';
import { exceptionIdOf, type Subject } from '../../shared/circ/exception-id.ts';
import { exceptionEntry } from '../../shared/circ/exception-table.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { WriteTx } from '../store/store.ts';

export type NewException = {
  readonly code: string;
  readonly origin: Exception['origin'];
  readonly subject: Subject;
  /** The item that it came with, where it is about a patron: an event of the item may close the exception. */
  readonly item?: ItemId | null;
  readonly cause: ActId;
  readonly at: Instant;
  readonly branch: BranchId | null;
  readonly params: Params;
  /** The other library system that it is about. */
  readonly system?: string;
};

/** An open exception. A code that the table does not know is work for today. */
export function openException(raised: NewException): Exception {
  const { code, origin, subject, item = null, cause, at, branch, params, system } = raised;
  return {
    id: exceptionIdOf(code, subject, cause, system),
    code,
    weight: exceptionEntry(code)?.weight ?? 'today',
    origin,
    state: 'open',
    branch,
    itemId: 'item' in subject ? subject.item : item,
    patronId: 'patron' in subject ? subject.patron : null,
    cause,
    at,
    params,
    resolution: null,
  };
}

/** Locks exceptions: read one under its lock before changing it. Returns whether others may have changed one until now. */
export function lockExceptions(tx: WriteTx, ids: readonly string[]): Promise<boolean> {
  return tx.lock(ids.map((id) => `exception:${id}`));
}

/** Closes open exceptions of a code about these subjects: an act did the work. */
export async function closeByEvent(
  tx: WriteTx,
  {
    column,
    values,
    code,
    system,
  }: {
    readonly column: 'item_id' | 'patron_id';
    readonly values: readonly string[];
    readonly code: string;
    /** Only those about this other library system. */
    readonly system?: string;
  },
  changes: RowChanges,
): Promise<void> {
  const open = async () =>
    (await readRowsBy(tx, 'exception', { column, values })).filter(
      (one) => one.code === code && one.state === 'open' && (system === undefined || one.params['system'] === system),
    );
  const found = await open();
  await lockExceptions(
    tx,
    found.map(({ id }) => id),
  );
  const own = collectChanges();
  for (const row of await open()) own.put('exception', { ...row, state: 'closed-by-event' });
  await writeChanges(tx, own);
  changes.add(own);
}
