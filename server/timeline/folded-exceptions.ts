// Keeps the rows of folded exceptions in step with the folds: open while they yield one; else closed by the
// fact that the table names, or explained. A person's resolution stands after any later fold. [I24]

import { actId, type ActId, type ItemId } from '../../shared/core/ids.ts';
import { exceptionIdOf } from '../../shared/circ/exception-id.ts';
import { isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { exceptionEntry } from '../../shared/circ/exception-table.ts';
import { compareActs } from '../../shared/circ/fold/timeline.ts';
import type { Exception, FoldedException } from '../../shared/circ/model/exception.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { lockExceptions, openException } from './exception-row.ts';
import type { LoadedTimelines } from './load-timelines.ts';
import { loadWork } from './exception-work.ts';
import { movedAmong, moveWords } from './moved-exceptions.ts';
import { firstResolutions } from './resolutions.ts';

/** A closed set with the exceptions of its folds. */
export type Yielding = {
  readonly loaded: LoadedTimelines;
  /** Items that were merged into items of the set. */
  readonly goneItems: readonly ItemId[];
  /** Acts that were taken off the timelines of the set. */
  readonly goneActs: readonly ActId[];
  readonly yielded: readonly FoldedException[];
};

/** Compares stored rows with the exceptions of the folds. */
export async function reconcileExceptions(tx: WriteTx, set: Yielding, changes: RowChanges): Promise<void> {
  const acts = actsOf(set.loaded);
  const yielded = new Map<string, FoldedException>(
    set.yielded.map((one) => [exceptionIdOf(one.code, one.subject, one.cause), one]),
  );
  const { stored, fresh, moving } = await differencesHeld(tx, set, yielded);
  for (const exception of moving) changes.put('exception', exception);
  if (fresh.length === 0) return;
  await moveWords(
    tx,
    movedAmong(new Map(fresh), stored, (id) => yielded.has(id)),
  );
  const resolutions = await firstResolutions(
    tx,
    fresh.map(([id]) => id),
  );
  const works = await loadWork(
    tx,
    fresh.map(([id]) => id),
  );
  const titles = await titlesOf(tx, set.loaded);
  for (const [id, one] of fresh) {
    const work = works.get(id);
    const opened = {
      ...openException({ ...describe(one, acts, { loaded: set.loaded, titles }), origin: 'folded' }),
      ...(work === undefined ? {} : { work }),
    };
    const resolution = resolutions.get(id) ?? null;
    changes.put('exception', resolution === null ? opened : { ...opened, state: 'resolved', resolution });
  }
}

type Differences = {
  readonly stored: ReadonlyMap<string, Exception>;
  readonly fresh: readonly (readonly [string, FoldedException])[];
  /** Stored ones in their next state. */
  readonly moving: readonly Exception[];
};

/** Differences are read again under the lock: a person's decision may just have come at another server. */
async function differencesHeld(
  tx: WriteTx,
  set: Yielding,
  yielded: ReadonlyMap<string, FoldedException>,
): Promise<Differences> {
  const context = { acts: actsOf(set.loaded), loaded: set.loaded };
  for (;;) {
    const stored = await storedExceptions(tx, set);
    const fresh = [...yielded].filter(([id]) => !stored.has(id));
    const moving = [...stored].flatMap(([id, before]) => {
      // An exception that was judged before the act came that makes the folds yield it is theirs from then on.
      const exception = yielded.has(id) ? { ...before, origin: 'folded' as const } : before;
      const state = nextState(exception, yielded.has(id), context);
      return state === before.state && exception.origin === before.origin ? [] : [{ ...exception, state }];
    });
    if (!(await lockExceptions(tx, [...fresh.map(([id]) => id), ...moving.map(({ id }) => id)])))
      return { stored, fresh, moving };
  }
}

function actsOf(loaded: LoadedTimelines): Map<ActId, Act> {
  const acts = new Map<ActId, Act>();
  for (const { acts: own } of loaded.items.values()) for (const act of own) acts.set(act.id, act);
  for (const own of loaded.holdActs.values()) for (const act of own) acts.set(act.id, act);
  for (const act of loaded.moneyActs) acts.set(act.id, act);
  return acts;
}

async function storedExceptions(
  tx: ReadTx,
  { loaded, goneItems, goneActs }: Yielding,
): Promise<Map<string, Exception>> {
  const aboutItems = await readRowsBy(tx, 'exception', {
    column: 'item_id',
    values: [...loaded.items.keys(), ...goneItems],
  });
  const causes = [...loaded.holdActs.values()].flat().map((act) => act.id);
  const aboutPatrons = await readRowsBy(tx, 'exception', {
    column: 'cause',
    values: [...causes, ...goneActs, ...loaded.moneyActs.map((act) => act.id)],
  });
  const acts = actsOf(loaded);
  const rows = [...aboutItems, ...aboutPatrons].filter((row) =>
    row.origin === 'folded'
      ? !isInCheckpoint(row, { loaded, acts }) || goneActs.includes(actId(row.cause))
      : row.state === 'open',
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** An exception raised for good by an act in a checkpoint. */
function isInCheckpoint(
  { itemId, cause, at }: Exception,
  { loaded, acts }: { readonly loaded: LoadedTimelines; readonly acts: ReadonlyMap<ActId, Act> },
): boolean {
  const foldedTo = itemId === null ? null : (loaded.items.get(itemId)?.item.base.foldedTo ?? null);
  return foldedTo !== null && at <= foldedTo && !acts.has(actId(cause));
}

function nextState(
  exception: Exception,
  isYielded: boolean,
  context: { readonly acts: ReadonlyMap<ActId, Act>; readonly loaded: LoadedTimelines },
): Exception['state'] {
  if (exception.resolution !== null) return 'resolved';
  if (exception.origin === 'judged') return isClosedByEvent(exception, context) ? 'closed-by-event' : exception.state;
  if (isYielded) return 'open';
  if (exception.state !== 'open') return exception.state;
  return isClosedByEvent(exception, context) ? 'closed-by-event' : 'explained';
}

/**
 * Whether a later act of a kind that the table names is on the item, its title or the patron's account. Acts on other items never end an exception that
 * is about no item.
 */
function isClosedByEvent(
  exception: Exception,
  { acts, loaded }: { readonly acts: ReadonlyMap<ActId, Act>; readonly loaded: LoadedTimelines },
): boolean {
  const closedBy: readonly string[] = exceptionEntry(exception.code)?.closedBy ?? [];
  if (closedBy.length === 0) return false;
  // A checkpoint may have taken the act in: then it comes before all that are kept.
  const cause = acts.get(actId(exception.cause)) ?? null;
  if (cause === null && !isInCheckpoint(exception, { acts, loaded })) return false;
  const entry = exception.itemId === null ? undefined : loaded.items.get(exception.itemId);
  const related: readonly Act[] =
    entry === undefined
      ? [...acts.values()].filter((act) => !isItemAct(act) || act.kind === 'undo')
      : [...entry.acts, ...(loaded.holdActs.get(entry.item.titleId) ?? [])];
  const isMeant = (act: Act) =>
    (exception.origin === 'folded' || act.kind !== 'undo' || act.target === exception.cause) &&
    !(isMoneyAct(act) && act.patronId !== exception.patronId) &&
    // Credit of one payment is not given back by giving back another.
    !(act.kind === 'refund' && act.lines.every(({ payment }) => payment !== exception.cause));
  const isLater = (act: Act) => cause === null || compareActs(act, cause) > 0;
  return related.some((act) => closedBy.includes(act.kind) && isMeant(act) && isLater(act));
}

/** A judged exception is closed from the start when its closing event has come before. */
export function closedAtOnce(exception: Exception, loaded: LoadedTimelines): Exception {
  const isClosed = exception.state === 'open' && isClosedByEvent(exception, { acts: actsOf(loaded), loaded });
  return isClosed ? { ...exception, state: 'closed-by-event' } : exception;
}

async function titlesOf(tx: ReadTx, loaded: LoadedTimelines): Promise<Map<string, string>> {
  const ids = new Set([...[...loaded.items.values()].map(({ item }) => item.titleId), ...loaded.holdActs.keys()]);
  return new Map([...(await readRows(tx, 'title', ids))].map(([id, { title }]) => [id, title]));
}

/** As judging names it. */
const WITHDRAWN = { status: 'discarded' };

function describe(
  one: FoldedException,
  acts: ReadonlyMap<ActId, Act>,
  { loaded, titles }: { readonly loaded: LoadedTimelines; readonly titles: ReadonlyMap<string, string> },
) {
  const cause = acts.get(one.cause);
  const item = 'item' in one.subject ? loaded.items.get(one.subject.item)?.item : undefined;
  const titleOfCause = cause !== undefined && 'titleId' in cause ? cause.titleId : null;
  const title = titles.get(item?.titleId ?? titleOfCause ?? '') ?? '';
  return {
    code: one.code,
    subject: one.subject,
    cause: one.cause,
    at: cause?.at ?? 0,
    branch: cause?.branch ?? item?.home ?? null,
    params: { title, barcode: item?.barcode ?? '—', ...(one.code === 'lent-withdrawn' ? WITHDRAWN : {}) },
  };
}
