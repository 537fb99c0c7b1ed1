// Exceptions closed lately, with their end: by a fact, by a later act, or by a person.

import { DAY_MS } from '../../../shared/core/instant.ts';
import type { ClosedException } from '../../../shared/views/sync.ts';
import { isLeftOutStill, SAYS_HELD } from '../../../shared/circ/held-exceptions.ts';
import { purgeHorizon } from '../../../shared/circ/purge.ts';
import type { Exception, Weight } from '../../../shared/circ/model/exception.ts';
import { contactTerms } from '../../../db/ledger/contact-terms.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import { closedExceptions, exceptionById, leftOutExceptions } from '../../../db/replica/queries/exceptions.ts';
import type { Desk } from '../desk.ts';
import type { Copy } from '../desk-sight.ts';
import { itemBrief } from './say-views.ts';

const shown = 50;
/** By the time of the act that caused it: an outage of a day and the day after it. */
const withinMs = 2 * DAY_MS;

type Standing = { readonly weights: readonly Weight[]; readonly mayRelease: boolean };

/**
 * The newest, at most fifty; of these weights. First come acts still held although a person dismissed them: they can be released from here, as long
 * as any are left. Then come exceptions closed here a moment ago.
 */
export function listClosed(desk: Desk, copy: Copy, { weights, mayRelease }: Standing): ClosedException[] {
  const work: readonly Weight[] = weights.filter((weight) => weight !== 'note');
  const here = [...copy.sight.resolutions()]
    .toReversed()
    .slice(0, shown)
    .flatMap(([id, { action }]) => {
      const exception = exceptionById(copy.db, id);
      const isOver = exception !== null && exception.state === 'open' && work.includes(exception.weight);
      return isOver ? [viewOf(copy, exception, { how: 'resolved', action, staff: '' })] : [];
    });
  const now = desk.clock.now();
  const out = leftOutExceptions(copy.db, SAYS_HELD, purgeHorizon(now, contactTerms(desk.ledger))).filter(
    isLeftOutStill,
  );
  const isOut = new Set(out.map(({ id }) => id));
  const before = closedExceptions(copy.db, { since: now - withinMs, limit: shown })
    .filter(({ id, weight }) => work.includes(weight) && !isOut.has(id))
    .map((exception) => viewOf(copy, exception, howOf(desk, exception)));
  const held = out.map((exception) => ({ ...viewOf(copy, exception, howOf(desk, exception)), mayRelease }));
  return [...held, ...here, ...before].slice(0, shown);
}

function howOf(desk: Desk, { state, resolution }: Exception): Pick<ClosedException, 'how' | 'action' | 'staff'> {
  if (resolution !== null) {
    const staff = grantById(desk.ledger, resolution.staffId)?.staff ?? '';
    return { how: 'resolved', action: resolution.action, staff };
  }
  return { how: state === 'explained' ? 'explained' : 'event', action: null, staff: '' };
}

function viewOf(
  copy: Copy,
  { id, code, itemId }: Exception,
  how: Pick<ClosedException, 'how' | 'action' | 'staff'>,
): ClosedException {
  const item = itemId === null ? null : copy.sight.item(itemId);
  const brief = item === null ? null : itemBrief(copy, item);
  return { exceptionId: id, code, title: brief?.title ?? null, item: brief?.barcode ?? null, ...how };
}
