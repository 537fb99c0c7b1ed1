// Acts on the log of this desk's branch.

import { endFound, keepFound } from '../../../shared/acts/log/found-things.ts';
import { correctIncident, endIncident, noteIncident } from '../../../shared/acts/log/incidents.ts';
import { editLogList, tickStep } from '../../../shared/acts/log/lists.ts';
import { endMessage, leaveMessage, seeMessage } from '../../../shared/acts/log/messages.ts';
import { lockDesks } from '../../../shared/acts/log/lock-desks.ts';
import { startDrill } from '../../../shared/acts/log/start-drill.ts';
import { readGate, takeBackReading } from '../../../shared/acts/log/read-gate.ts';
import { gateCounts } from '../../../shared/circ/gate-counts.ts';
import { entryOfAct, gateEntryId, isOfKind, type LogKind } from '../../../shared/circ/model/log-entry.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { serviceDayOf } from '../../../shared/core/service-day.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { findPatron } from '../facade/asked.ts';
import { logPlace } from '../facade/desk-log.ts';
import { entriesHere, entryNow, linesHere } from '../facade/log-entries.ts';
import { serviceDayTerms } from '../facade/shift-view.ts';
import { deskAct } from './desk-act.ts';

const DONE = { decision: 'done' as const, reasons: [] };
const answer = (commandId: ActId) => ({ commandId });

/** Throws HF-CIRC-001. A line that stands twice in the list is one. */
export const editLogListAtDesk = deskAct(editLogList)({
  judge: ({ desk, input: { list, lines } }) => {
    requiredCopy(desk);
    const args = { branch: desk.identity.branch, list, lines: [...new Set(lines)] };
    return { record: { args, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001. */
export const tickStepAtDesk = deskAct(tickStep)({
  judge: ({ desk, input: { list, step, isDone } }) => {
    requiredCopy(desk);
    const day = serviceDayOf(desk.clock.now(), serviceDayTerms(desk));
    return { record: { args: { branch: desk.identity.branch, day, list, step, isDone }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-251 to HF-CIRC-253. */
export const readGateAtDesk = deskAct(readGate)({
  judge: ({ desk, input: { gate, readAt: stated, reading, isReset } }) => {
    requiredCopy(desk);
    const place = logPlace(desk);
    if (!linesHere(place, 'gates').includes(gate)) throw new HoldfastError('HF-CIRC-251');
    const readAt = momentOf(desk, stated);
    const own = entriesHere(place, 'gate', 0).filter(({ what }) => what.gate === gate && what.readAt < readAt);
    const before = gateCounts(own).findLast(({ what }) => what.reading !== null)?.what.reading ?? 0;
    if (reading < before && !isReset) throw new HoldfastError('HF-CIRC-253', { before });
    return { record: { args: { branch: desk.identity.branch, gate, readAt, reading, isReset }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254 for a reading that this branch does not have. */
export const takeBackReadingAtDesk = deskAct(takeBackReading)({
  judge: ({ desk, input: { gate, readAt: stated } }) => {
    const copy = requiredCopy(desk);
    const { branch } = desk.identity;
    const readAt = Date.parse(stated);
    const entry = entryNow(copy, gateEntryId(branch, gate, readAt));
    if (entry === null || entry.ended !== null) throw new HoldfastError('HF-CIRC-254');
    return { record: { args: { branch, gate, readAt }, told: DONE }, answer };
  },
});

/** Signs out here at once, without a line and without a copy too. */
export const lockDesksAtDesk = deskAct(lockDesks)({
  judge: ({ desk }) => ({
    record: { args: { branch: desk.identity.branch }, told: DONE },
    answer: (commandId) => {
      desk.session.signOut();
      return { commandId };
    },
  }),
});

/** Throws HF-CIRC-001, HF-SYNC-010 without a line: the desk would get the drill when it is over. */
export const startDrillAtDesk = deskAct(startDrill)({
  judge: ({ desk, input: { desk: drilled, minutes } }) => {
    requiredCopy(desk);
    if (!desk.link.isOnline()) throw new HoldfastError('HF-SYNC-010');
    return { record: { args: { branch: desk.identity.branch, desk: drilled, minutes }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001. */
export const leaveMessageAtDesk = deskAct(leaveMessage)({
  judge: ({ desk, input: { text } }) => {
    requiredCopy(desk);
    return { record: { args: { branch: desk.identity.branch, text }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254. */
export const seeMessageAtDesk = deskAct(seeMessage)({
  judge: ({ desk, input: { message } }) => {
    requireOpen(desk, 'message', message);
    return { record: { args: { message }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254. */
export const endMessageAtDesk = deskAct(endMessage)({
  judge: ({ desk, input: { message } }) => {
    requireOpen(desk, 'message', message);
    return { record: { args: { message }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-252, HF-PATRON-001. */
export const noteIncidentAtDesk = deskAct(noteIncident)({
  before: (desk, { patron }) => (patron === null ? null : findPatron(desk, patron)),
  judge: ({ desk, input: { happenedAt: stated, place, text, toldTo, patron }, before }) => {
    requiredCopy(desk);
    if (patron !== null && before === null) throw new HoldfastError('HF-PATRON-001');
    const { branch } = desk.identity;
    const args = { branch, happenedAt: momentOf(desk, stated), place, text, toldTo, patronId: before?.id ?? null };
    return { record: { args, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254. */
export const endIncidentAtDesk = deskAct(endIncident)({
  judge: ({ desk, input: { incident, note } }) => {
    requireOpen(desk, 'incident', incident);
    return { record: { args: { incident, note }, told: DONE }, answer };
  },
});

/** One that is closed may be corrected too. Throws HF-CIRC-001, HF-CIRC-254. */
export const correctIncidentAtDesk = deskAct(correctIncident)({
  judge: ({ desk, input: { incident, text } }) => {
    const copy = requiredCopy(desk);
    const { branch } = desk.identity;
    const entry = entryNow(copy, entryOfAct(incident));
    if (entry === null || !isOfKind(entry, 'incident') || entry.branch !== branch)
      throw new HoldfastError('HF-CIRC-254');
    return { record: { args: { branch, incident, text }, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-252. */
export const keepFoundAtDesk = deskAct(keepFound)({
  judge: ({ desk, input: { thing, where, foundAt: stated, heldAt } }) => {
    requiredCopy(desk);
    const args = { branch: desk.identity.branch, thing, where, foundAt: momentOf(desk, stated), heldAt };
    return { record: { args, told: DONE }, answer };
  },
});

/** Throws HF-CIRC-001, HF-CIRC-254. */
export const endFoundAtDesk = deskAct(endFound)({
  judge: ({ desk, input: { found, to } }) => {
    requireOpen(desk, 'found', found);
    return { record: { args: { found, to }, told: DONE }, answer };
  },
});

/** A moment as a person states it; now where they state none. */
function momentOf(desk: Desk, stated: string | null): Instant {
  const now = desk.clock.now();
  const at = stated === null ? now : Date.parse(stated);
  if (Number.isNaN(at) || at > now) throw new HoldfastError('HF-CIRC-252');
  return at;
}

/** An entry of this branch that goes on. */
function requireOpen(desk: Desk, kind: LogKind, id: ActId): void {
  const copy = requiredCopy(desk);
  const entry = entryNow(copy, id);
  const isHere = entry !== null && isOfKind(entry, kind) && entry.branch === desk.identity.branch;
  if (!isHere || entry.ended !== null) throw new HoldfastError('HF-CIRC-254');
}
