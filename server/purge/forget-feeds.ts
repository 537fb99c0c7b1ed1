// What runs of data feeds tell of single rows goes at the age at which everything of people does; their counts stay. [I19]

import type { Instant } from '../../shared/core/instant.ts';
import { readRuns, writeRun } from '../data-feeds/feed-rows.ts';
import type { WriteTx } from '../store/store.ts';

const MOST_RUNS = 5_000;

export async function forgetFeeds(tx: WriteTx, before: Instant): Promise<null> {
  for (const run of await readRuns(tx, null, MOST_RUNS)) {
    const { report, endedAt } = run;
    if (report === null || endedAt === null || endedAt >= before) continue;
    if (report.samples.length + report.wrong.length + report.notes.length === 0) continue;
    await writeRun(tx, { ...run, report: { ...report, samples: [], wrong: [], notes: [] } });
  }
  return null;
}
