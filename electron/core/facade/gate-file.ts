// `log.takeGateFile`: the file of a gate's counter, taken in with or without a line. A file that is handed in again counts once.

import { countGates, COUNTS_OF_AN_ACT } from '../../../shared/acts/log/count-gates.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { gateEntryId } from '../../../shared/circ/model/log-entry.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { recordAct } from '../acts/desk-act.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { readGateCounts } from './gate-rows.ts';
import { entryNow } from './log-entries.ts';

/** Lines that a person is told of. */
const MOST_WRONG = 100;

/** Throws HF-AUTH-024, HF-CIRC-001, HF-IMPORT-003 for a wrong header. */
export function takeGateFile(
  desk: Desk,
  { name, text }: ParsedInput<'log.takeGateFile'>,
): MethodOutput<'log.takeGateFile'> {
  requireRight(desk, 'edit-rules');
  const copy = requiredCopy(desk);
  const { branch } = desk.identity;
  const { counts, wrong } = readGateCounts(text, { name, zone: deskZone(desk), now: desk.clock.now() });
  const fresh = counts.filter(({ gate, readAt, count }) => {
    const known = entryNow(copy, gateEntryId(branch, gate, readAt));
    return known === null || known.what.kind !== 'gate' || known.what.count !== count;
  });
  const acts: ActId[] = [];
  for (let from = 0; from < fresh.length; from += COUNTS_OF_AN_ACT) {
    const part = fresh.slice(from, from + COUNTS_OF_AN_ACT);
    acts.push(recordAct(desk, countGates, { args: { branch, counts: part }, told: { decision: 'done', reasons: [] } }));
  }
  return { read: counts.length, written: fresh.length, acts, wrong: wrong.slice(0, MOST_WRONG) };
}
