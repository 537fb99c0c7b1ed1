// `outage.list`: the reports of this desk's outages as the Sync screen shows them: the figures of shared/reports, the open points, and whether it may
// be signed.

import { formatInstant } from '../../../shared/core/instant.ts';
import { say } from '../../../shared/core/say.ts';
import type { OutageView } from '../../../shared/views/outage.ts';
import { outageFigures } from '../../../shared/reports/outage.ts';
import { newestOutages, unsignedOutages, type Outage } from '../../../db/ledger/outages.ts';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Desk } from '../desk.ts';
import { sayingAt, type Copy } from '../desk-sight.ts';
import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import { deskOutage, type DeskOutage, type FoundException } from './outage-facts.ts';
import { groupOf } from '../../../shared/lists/worklist-group.ts';

/** Reports that were signed are shown for a while; all of them stay in the ledger. */
const shown = 5;
/** More open ones are listed when these are signed. */
const mostUnsigned = 20;

/** Outages with their reports, the newest first: the unsigned ones, and the last ones. */
export function listOutages(desk: Desk): MethodOutput<'outage.list'> {
  const unsigned = unsignedOutages(desk.ledger).slice(0, mostUnsigned);
  const signed = newestOutages(desk.ledger, shown).filter((outage) => outage.signed !== null);
  const all = [...unsigned, ...signed].toSorted((a, b) => b.beganAt - a.beganAt);
  return { outages: all.map((outage) => outageReport(desk, outage)) };
}

/** The report as it stands now. */
export function outageReport(desk: Desk, outage: Outage): OutageView {
  const { ledger, identity, clock } = desk;
  const copy = desk.copy();
  const source = { ledger, copy, identity, now: clock.now() };
  const { span, acts, found } = deskOutage(source, outage);
  const figures = outageFigures({ spans: [span], acts, exceptions: found.map(({ standing }) => standing) });
  const left = leftOf(copy, acts, found);
  const { signed } = outage;
  return {
    outageId: outage.id,
    state: stateOf(outage, { left, isWhole: copy !== null }),
    beganAt: formatInstant(outage.beganAt),
    endedAt: outage.endedAt === null ? null : formatInstant(outage.endedAt),
    causes: outage.causes.map(({ cause, code, at }) => ({ hop: 'server', cause, code, at: formatInstant(at) })),
    dataAsOf: figures.oldestData === null ? null : formatInstant(figures.oldestData),
    acts: figures.acts.map((act) => ({ ...act, text: wordsOf(desk, act.name) })),
    outcomes: figures.outcomes.map((outcome) => ({ ...outcome })),
    exceptions: figures.codes.map(({ byEvent, explained, byPerson, by, ...code }) => ({
      ...code,
      byEvent: byEvent + explained,
      resolved: byPerson,
      by: by.map((one) => ({ ...one })),
    })),
    left,
    isWhole: copy !== null,
    signed: signed === null ? null : { at: formatInstant(signed.at), staff: grantById(ledger, signed.by)?.staff ?? '' },
  };
}

function wordsOf(desk: Desk, name: string): string {
  const words = ACT_WORDS[name];
  return words === undefined ? name : say(sayingAt(desk), words);
}

function leftOf(copy: Copy | null, acts: DeskOutage['acts'], found: readonly FoundException[]): OutageView['left'] {
  const groups = found.flatMap(({ exception, standing }) => {
    if (standing.ended !== 'open' || exception.weight === 'note') return [];
    const item = exception.itemId === null ? null : (copy?.sight.item(exception.itemId) ?? null);
    return [groupOf(exception, item)];
  });
  const count = (group: (typeof groups)[number]) => groups.filter((one) => one === group).length;
  return {
    unanswered: acts.reduce((total, act) => total + (act.outcome === null ? act.count : 0), 0),
    reroute: count('reroute'),
    wrongTrap: count('wrong-trap'),
    equipment: count('equipment'),
  };
}

function stateOf(
  { endedAt, signed }: Outage,
  { left, isWhole }: Pick<OutageView, 'left' | 'isWhole'>,
): OutageView['state'] {
  if (signed !== null) return 'signed';
  if (endedAt === null) return 'going-on';
  const isDone = Object.values(left).every((count) => count === 0);
  return isDone && isWhole ? 'ready' : 'open';
}
