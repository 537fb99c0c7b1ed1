// Cuts a long write into short transactions, so that desks are never kept waiting: the size follows the time that chunks take.

import type { Millis } from '../../shared/core/instant.ts';

const START = 200;
const LEAST = 10;
/** A row may need two locks, and PostgreSQL keeps some thousands in all. */
const MOST = 500;
const AIM_MS = 30;

/** Runs `work` over all of the items in order. */
export async function inChunks<T>(
  items: Iterable<T>,
  mono: () => Millis,
  work: (chunk: readonly T[]) => Promise<void>,
): Promise<void> {
  let size = START;
  let chunk: T[] = [];
  const flush = async () => {
    const startedAt = mono();
    const taken = chunk;
    chunk = [];
    if (taken.length > 0) await work(taken);
    const tookMs = Math.max(mono() - startedAt, 1);
    size = Math.min(Math.max(Math.round((size * AIM_MS) / tookMs), size / 4, LEAST), size * 2, MOST);
    // Others get their turn between two chunks.
    await new Promise(setImmediate);
  };
  for (const item of items) {
    chunk.push(item);
    if (chunk.length >= size) await flush();
  }
  await flush();
}
