// The sign of each list on Work. In a narrow window it stands for the name, so no two are alike.

import type { IconName } from '../../ui/icon.tsx';

/** By the name of the list. */
export const LIST_SIGNS: Readonly<Partial<Record<string, IconName>>> = {
  exceptions: 'exception',
  'pull-list': 'pull',
  'hold-shelf': 'hold',
  'expired-holds': 'expired',
  'waiting-holds': 'waiting',
  'late-equipment': 'equipment',
  'to-inspect': 'inspect',
  'equipment-bookings': 'booking',
  missing: 'missing',
  'replacement-review': 'review',
  'to-replace': 'toBuy',
  'in-transit': 'transit',
  carts: 'cart',
  inventories: 'inventory',
  'reserves-processing': 'reserve',
  'reserves-to-pull': 'reserveOff',
  'ill-borrowed': 'ill',
  'ill-lent': 'illOut',
  'provisional-items': 'newItem',
  'provisional-accounts': 'newPatron',
  'possible-duplicates': 'twins',
  'bills-waiting': 'bill',
  notices: 'mail',
  'notices-waiting': 'mailWaits',
  'patrons-to-call': 'phone',
  'desk-readiness': 'readiness',
  'staff-lessons': 'lesson',
};
