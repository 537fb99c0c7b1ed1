// Replica files of a data folder: replica-<generation>.db. Any of them may be thrown away; the ledger names the one in use.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const filesOf = (path: string): string[] => [path, `${path}-wal`, `${path}-shm`, `${path}-journal`];

/** The file of a generation. */
export function replicaPath(dir: string, generation: number): string {
  return join(dir, `replica-${generation}.db`);
}

/** Generations that have a file, the oldest first. */
export function listGenerations(dir: string): number[] {
  return readdirSync(dir)
    .flatMap((name) => /^replica-(\d+)\.db$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** A generation that has never had a file that is still here, nor is the one in use. */
export function nextGeneration(dir: string, active: number | null): number {
  return Math.max(0, active ?? 0, ...listGenerations(dir)) + 1;
}

/** Throws one generation away. */
export function removeGeneration(dir: string, generation: number): void {
  for (const path of filesOf(replicaPath(dir, generation))) rmSync(path, { force: true });
}

/**
 * Throws away every generation but those to keep. One that is still open where the system does not remove open files is left for the next
 * time. Returns those that are gone.
 */
export function removeOtherGenerations(dir: string, keep: readonly number[]): number[] {
  return listGenerations(dir).filter((generation) => !keep.includes(generation) && tryRemove(dir, generation));
}

function tryRemove(dir: string, generation: number): boolean {
  try {
    removeGeneration(dir, generation);
    return true;
  } catch {
    return false;
  }
}
