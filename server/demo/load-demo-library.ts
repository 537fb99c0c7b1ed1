// Writes the demo library into a store.

import type { Clock } from '../../shared/core/ports.ts';
import { openLibraryWriter, type LibraryWriter } from '../library/library-writer.ts';
import { importCourses } from '../courses/import-courses.ts';
import type { Store } from '../store/store.ts';
import { demoCourses } from './demo-courses.ts';
import { generateDemoLibrary, type DemoBatch, type DemoOptions } from './generate-demo-library.ts';

/** Rows written by kind. */
export type DemoCounts = Readonly<Record<string, number>>;

/** Makes the library and writes it. `onRows` is called after each batch. */
export async function loadDemoLibrary(
  to: { readonly store: Store; readonly clock: Clock },
  options: DemoOptions,
  onRows?: (rows: number) => void,
): Promise<DemoCounts> {
  const writer = openLibraryWriter(to.store, to.clock);
  const counts = new Map<string, number>();
  for (const batch of generateDemoLibrary(options)) {
    await writeBatch(writer, batch);
    counts.set(batch.kind, (counts.get(batch.kind) ?? 0) + batch.rows.length);
    onRows?.(batch.rows.length);
  }
  await importCourses(to, demoCourses(options, options), { dryRun: false });
  return Object.fromEntries(counts);
}

async function writeBatch(writer: LibraryWriter, batch: DemoBatch): Promise<void> {
  switch (batch.kind) {
    case 'library':
      for (const library of batch.rows) await writer.createLibrary(library);
      return;
    case 'ruleSet':
      // In force since ever: decisions about any moment find rules.
      for (const ruleSet of batch.rows) await writer.activateRuleSet(ruleSet, 0);
      return;
    case 'act':
      await writer.putActs(batch.rows);
      return;
    default:
      await writer.putRows(batch.kind, batch.rows);
  }
}
