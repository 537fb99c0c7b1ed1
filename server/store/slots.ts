// A limited number of places for work that may take long because its client is slow.

import { StoreFailureError } from './store.ts';

export type Slots = { readonly run: <T>(work: () => Promise<T>) => Promise<T> };

/** Waits at most `waitMs` for a place; then the caller is to try again later. */
export function createSlots(count: number, waitMs: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = async () => {
    if (free > 0) {
      free -= 1;
      return;
    }
    const turn = Promise.withResolvers<void>();
    waiting.push(turn.resolve);
    const tooLong = setTimeout(() => turn.reject(new StoreFailureError('too many wait at once')), waitMs);
    try {
      await turn.promise;
    } catch (error) {
      const index = waiting.indexOf(turn.resolve);
      if (index >= 0) waiting.splice(index, 1);
      throw error;
    } finally {
      clearTimeout(tooLong);
    }
  };
  const give = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    run: async (work) => {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
