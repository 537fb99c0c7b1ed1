// A batch of the feed applied at once, as a desk applies it slice by slice.

import { assert } from '../../../../shared/core/assert.ts';
import { ok, type Result } from '../../../../shared/core/result.ts';
import type { FeedLine } from '../../../../shared/wire/feed.ts';
import { beginBatch, type AppliedBatch, type BatchLine, type BatchRefusal } from '../../../../db/replica/feed-apply.ts';
import type { ReplicaWriter } from '../../../../db/replica/open-replica.ts';

/** Applies the lines of one batch, from begin to commit. */
export function applyBatch(db: ReplicaWriter, lines: readonly FeedLine[]): Result<AppliedBatch, BatchRefusal> {
  const [begin] = lines;
  const commit = lines.at(-1);
  assert(begin?.type === 'begin' && commit?.type === 'commit', () => 'a batch is all from begin to commit');
  const begun = beginBatch(db, begin);
  if (!begun.ok) return begun;
  try {
    begun.value.take(lines.slice(1, -1).filter(isBatchLine));
    return ok(begun.value.commit(commit));
  } finally {
    begun.value.close();
  }
}

function isBatchLine(line: FeedLine): line is BatchLine {
  return line.type === 'put' || line.type === 'del' || line.type === 'receipt';
}
