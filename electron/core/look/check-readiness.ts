// Doctor's look at the needs of a desk for an outage beside its files, line and printer: weighed as the list of desks weighs them.

import { judgeReadiness, type ReadinessCheck } from '../../../shared/circ/readiness.ts';
import { DESK_KEYS } from '../../../shared/core/desk-keys.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { PROGRAM_VERSION } from '../../../shared/core/program-version.ts';
import { queueState } from '../../../db/ledger/queue.ts';
import type { QuietDesk } from '../open-desk-quietly.ts';
import { lastDrill } from '../readiness/drill.ts';
import { gatherFacts } from '../readiness/gather-facts.ts';
import type { Finding } from './finding.ts';

/** The other checks are doctor's own, which look closer. */
const CHECKS: Partial<Record<ReadinessCheck, string>> = {
  lists: 'lists in a folder',
  grants: 'night grants',
  people: 'people',
  version: 'version',
  drill: 'outage drill',
};

/** Open and finished points of readiness. Empty for a folder without an enrolled desk. */
export function checkReadiness(
  { ledger, identity, protection }: Pick<QuietDesk, 'ledger' | 'identity' | 'protection'>,
  dir: string,
  now: Instant,
): Finding[] {
  if (identity === null) return [];
  const { unsent } = queueState(ledger, {});
  const facts = gatherFacts({
    dir,
    ledger,
    protection,
    now,
    desk: { id: identity.deskId, name: identity.deskName },
    dataAsOf: null,
    clockOffsetMs: null,
    waiting: { count: unsent, since: null },
    drill: lastDrill(ledger, unsent),
  });
  const { zone } = identity.library;
  // None of these checks names a key.
  const beside = { reportedAt: now, now, zone, newestVersion: PROGRAM_VERSION, keys: DESK_KEYS };
  return judgeReadiness({ facts, ...beside }).flatMap((judged) => {
    const what = CHECKS[judged.check];
    if (what === undefined) return [];
    const { state, why, todo } = judged;
    // A desk that is not ready is not broken: doctor fails for broken ones alone.
    return [
      {
        what,
        state: state === 'bad' ? 'note' : state,
        text: withoutStop(why.en),
        ...(todo === null ? {} : { todo: withoutStop(todo.en) }),
      },
    ];
  });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
