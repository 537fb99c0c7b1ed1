// Reads a list of another system, or its changes. A list is whole only where it has at least as many records as the system counts before or after: a
// person who is left out of it would be taken for one who has left.

import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { SystemFailureError, type ListKind, type ListPart, type RecordLists } from './other-system.ts';

export type ListReading = {
  /** Questions in a second; null = as many as it answers. */
  readonly perSecond: number | null;
  /** The first pause after a failure; each further one is twice as long. Absent = as usual. */
  readonly againMs?: Millis | undefined;
  /** The reading is given up. */
  readonly ended?: AbortSignal | undefined;
};

const AGAIN_MS: Millis = 2 * SECOND_MS;
/** So often a question is asked that gets no answer. */
const MOST_TRIES = 5;

/**
 * The rows of a list, part by part, as they are read. `since`: those of changes alone; null = of the whole list. Throws SystemFailureError, at the
 * latest after the last part.
 */
export async function* readList(
  lists: RecordLists,
  { kind, since }: { readonly kind: ListKind; readonly since: Instant | null },
  reading: ListReading,
): AsyncGenerator<ListPart['rows']> {
  const ask = asking(reading);
  const before = since === null ? await ask(() => lists.count(kind)) : 0;
  let count = 0;
  let last: string | null = null;
  for (;;) {
    const from: string | null = last;
    const part: ListPart | null = await ask(() => lists.after(kind, from, since ?? undefined));
    if (part === null) break;
    count += part.count;
    last = part.last;
    yield part.rows;
  }
  if (since !== null) return;
  // Records that come or go while it is read make one of the counts the larger one.
  const least = Math.min(before, await ask(() => lists.count(kind)));
  if (count < least) throw new SystemFailureError('not-answered', `it gave ${count} of its ${least} records`);
}

/** When a record of a list changed last. Throws SystemFailureError. */
export async function newestChange(lists: RecordLists, kind: ListKind, reading: ListReading): Promise<Instant> {
  const newest = await asking(reading)(() => lists.newest(kind));
  if (newest === null) throw new SystemFailureError('not-answered', 'its records do not say when they changed');
  return newest;
}

type Ask = <T>(question: () => Promise<T>) => Promise<T>;

/** Asks at the pace of the settings, and again where the system is away for a moment. */
function asking({ perSecond, againMs = AGAIN_MS, ended }: ListReading): Ask {
  const paceMs = perSecond === null ? 0 : SECOND_MS / perSecond;
  const isEnded = (): boolean => ended?.aborted === true;
  const rest = async (ms: Millis): Promise<void> => {
    if (ms > 0 && !isEnded())
      await wait(ms, undefined, ended === undefined ? {} : { signal: ended }).catch(() => undefined);
    if (isEnded()) throw new SystemFailureError('not-reached', 'the reading was given up');
  };
  return async (question) => {
    for (let tries = 1; ; tries += 1) {
      await rest(paceMs);
      try {
        return await question();
      } catch (error) {
        if (!(error instanceof SystemFailureError) || error.is !== 'not-reached' || tries >= MOST_TRIES) throw error;
        await rest(Math.max(error.pauseMs, againMs * 2 ** (tries - 1)));
      }
    }
  };
}
