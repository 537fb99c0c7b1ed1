// The state of a copy on whose timeline nothing has happened yet: its place is that of its base. The folds write it from the first act on.

import type { ItemState, Where } from '../../shared/circ/model/item.ts';

/** Status and place of a copy without acts. */
export function stateOfWhere(where: Where): ItemState {
  const { branch, status } = where;
  return {
    status,
    branch,
    to: where.status === 'in-transit' ? where.to : null,
    hold: where.status === 'in-transit' || where.status === 'on-hold-shelf' ? where.hold : null,
    loan: null,
  };
}
