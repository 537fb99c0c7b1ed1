// The details of single rows in runs of data feeds go at the age of all personal data; their counts stay. A run without
// a decision by then is refused, so that its file does not stay for ever. [I19]

import type { Instant } from '../../shared/core/instant.ts';
import { requiredRun, runsTaken, writeRun, type FeedRun } from '../data-feeds/feed-rows.ts';
import type { WriteTx } from '../store/store.ts';

const PAGE = 200;

/** Forgets the next few runs that were taken before a moment; returns where to go on, null at the end. */
export async function forgetFeeds(
  tx: WriteTx,
  { after, before, now }: { readonly after: string; readonly before: Instant; readonly now: Instant },
): Promise<string | null> {
  const runs = await runsTaken(tx, { before, after: Number(after), limit: PAGE });
  for (const run of runs) {
    if (run.state === 'stopped') await refuse(tx, run, now);
    else if (run.endedAt !== null && run.endedAt < before && tellsRows(run)) await writeRun(tx, withoutRows(run));
  }
  return runs.length < PAGE ? null : String(runs.at(-1)?.number ?? '');
}

async function refuse(tx: WriteTx, { id, feed }: FeedRun, now: Instant): Promise<void> {
  await tx.lock([`data-feed:${feed}`]);
  const run = await requiredRun(tx, id);
  // A person may have been faster.
  if (run.state !== 'stopped') return;
  const decided = { at: now, by: 'the server', reason: 'nobody decided in time' };
  await writeRun(tx, withoutRows({ ...run, state: 'refused', decided, endedAt: now }));
}

function tellsRows({ report }: FeedRun): boolean {
  return report !== null && report.samples.length + report.wrong.length + report.notes.length > 0;
}

function withoutRows(run: FeedRun): FeedRun {
  return { ...run, report: run.report === null ? null : { ...run.report, samples: [], wrong: [], notes: [] } };
}
