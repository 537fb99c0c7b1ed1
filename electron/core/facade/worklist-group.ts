// Where an exception stands in the worklist: items to reroute, wrong traps to pull, hourly items and equipment, money to give back, patrons to tell.

import type { ExceptionView } from '../../../shared/bridge/views/sync.ts';
import { exceptionEntry } from '../../../shared/circ/exception-table.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import type { Item } from '../../../shared/circ/model/item.ts';

type Group = ExceptionView['group'];

/** The order of the worklist. */
export const GROUP_ORDER: readonly Group[] = ['reroute', 'wrong-trap', 'equipment', 'money', 'patrons', 'other'];

const reroute = new Set([
  'missed-hold',
  'missed-recall',
  'missed-reserve',
  'missed-transit',
  'in-question',
  'lent-off-hold-shelf',
]);
const wrongTrap = new Set(['wrong-trap', 'hold-trapped-twice']);
const money = new Set(['money-credited', 'lost-corrected']);

/** The group of an exception; equipment is what has a serial number. */
export function groupOf(exception: Pick<Exception, 'code'>, item: Item | null): Group {
  const { code } = exception;
  if (item?.serial === true && !money.has(code)) return 'equipment';
  if (reroute.has(code)) return 'reroute';
  if (wrongTrap.has(code)) return 'wrong-trap';
  if (money.has(code)) return 'money';
  return exceptionEntry(code)?.tellPatron === null || exceptionEntry(code) === null ? 'other' : 'patrons';
}
