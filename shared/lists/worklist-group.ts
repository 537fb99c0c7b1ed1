// Where an exception stands in the worklist: items to reroute, wrong traps to pull, hourly items and equipment, desks that need a person,
// money to give back, patrons to tell, notices to release.

import type { ExceptionView } from '../views/sync.ts';
import { exceptionEntry } from '../circ/exception-table.ts';
import type { Exception } from '../circ/model/exception.ts';
import type { Item } from '../circ/model/item.ts';

type Group = ExceptionView['group'];

const reroute = new Set([
  'missed-hold',
  'missed-recall',
  'missed-reserve',
  'missed-transit',
  'in-question',
  'lent-off-hold-shelf',
  'there-wanted',
]);
const wrongTrap = new Set(['wrong-trap', 'hold-trapped-twice']);
const equipment = new Set(['booked-soon', 'booking-conflict', 'booking-moved-back']);
const money = new Set(['money-credited', 'lost-corrected']);

/** The group of an exception; items with a serial number, and booked ones, are equipment. */
export function groupOf({ code }: Pick<Exception, 'code'>, item: Pick<Item, 'serial'> | null): Group {
  const entry = exceptionEntry(code);
  if (equipment.has(code) || (item?.serial === true && !money.has(code))) return 'equipment';
  if (reroute.has(code)) return 'reroute';
  if (wrongTrap.has(code)) return 'wrong-trap';
  if (money.has(code)) return 'money';
  if (code === 'desk-silent') return 'notices';
  if (entry?.subject === 'desk' && entry.weight === 'act-now') return 'desks';
  return entry === null || entry.tellPatron === null ? 'other' : 'patrons';
}
