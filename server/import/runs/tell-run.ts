// Tells how an import by a command goes on, so that people see it on their screens: at its begin, at most once a second while rows are read, and at its
// end. What cannot be told costs the import nothing.

import { basename } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { ImportKind, ImportRun } from '../../../shared/wire/import-runs.ts';
import type { Store } from '../../store/store.ts';
import type { ImportProgress, ImportResult } from '../import-options.ts';
import { RECORD_COUNTS } from '../records/record-source.ts';
import { writeImportRun } from './import-run-rows.ts';

const TOLD_EVERY_MS = 1_000;
const MOST_KINDS = 60;
const LONGEST_ID = 80;

export type TellingParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly id: string;
  readonly source: string;
  readonly path: string;
  readonly isDry: boolean;
};

/** Runs an import and tells of it. Rejects as the import does. */
export async function tellRun(
  { store, clock, id, source, path, isDry }: TellingParts,
  work: (onProgress: (progress: ImportProgress) => void) => Promise<ImportResult>,
): Promise<ImportResult> {
  let run: ImportRun = {
    id,
    source,
    name: basename(path),
    isDry,
    state: 'opening',
    begunAt: clock.now(),
    seenAt: clock.now(),
    endedAt: null,
    done: 0,
    total: null,
    kinds: [],
    fault: null,
  };
  let telling = Promise.resolve();
  const tell = (more: Partial<ImportRun>): Promise<void> => {
    run = { ...run, ...more, seenAt: clock.now() };
    const now = run;
    telling = telling.then(() => store.write((tx) => writeImportRun(tx, now))).catch(() => undefined);
    return telling;
  };
  await tell({});
  let toldMono = clock.mono();
  const onProgress = ({ done, total }: ImportProgress): void => {
    run = { ...run, done, total: total === 0 ? null : total, state: total === 0 ? 'opening' : 'reading' };
    if (clock.mono() - toldMono < TOLD_EVERY_MS) return;
    toldMono = clock.mono();
    void tell({});
  };
  try {
    const result = await work(onProgress);
    await tell({ state: 'done', endedAt: clock.now(), kinds: kindsOf(result) });
    return result;
  } catch (error) {
    const fault = error instanceof HoldfastError ? error.code : null;
    await tell({ state: 'failed', endedAt: clock.now(), fault });
    throw error;
  }
}

/** Counts by kind. Refused rows are counted by files, whose names are those of kinds in the plural. */
export function kindsOf({ kinds, changes, absent }: ImportResult): ImportKind[] {
  const countedAs: Readonly<Record<string, string>> = RECORD_COUNTS;
  const refusedOf = (kind: string): number => kinds[countedAs[kind] ?? kind]?.rejected ?? 0;
  const endedOf = (kind: string): number =>
    absent.filter((row) => row.kind === kind && (row.fate === 'dropped' || row.fate === 'replaced')).length;
  const told = Object.entries(changes).map(([kind, { added, changed, samples }]): ImportKind => ({
    kind,
    added,
    changed,
    ended: endedOf(kind),
    refused: refusedOf(kind),
    samples: samples.map(({ sourceId, fields }) => ({
      id: sourceId.slice(0, LONGEST_ID),
      fields: fields === null ? null : [...fields],
    })),
  }));
  const counted = new Set(told.map(({ kind }) => countedAs[kind] ?? kind));
  const refused = Object.entries(kinds)
    .filter(([name, { rejected }]) => rejected > 0 && !counted.has(name))
    .map(([kind, { rejected }]): ImportKind => ({
      kind,
      added: 0,
      changed: 0,
      ended: 0,
      refused: rejected,
      samples: [],
    }));
  const ended = [...new Set(absent.map(({ kind }) => kind))]
    .filter((kind) => changes[kind] === undefined && endedOf(kind) > 0)
    .map((kind): ImportKind => ({ kind, added: 0, changed: 0, ended: endedOf(kind), refused: 0, samples: [] }));
  return [...told, ...ended, ...refused].slice(0, MOST_KINDS);
}
