// Course reserves as this desk has them, for the report on them.

import { reservesNow, reserveUses, type ReserveUses } from '../../../shared/reports/reserves/reserve-uses.ts';
import type { Copy } from '../desk-sight.ts';

/** Readings with their copies and loans; none without a copy of the library, which has no copies that were taken off. */
export function deskReserves(copy: Copy | null): ReserveUses {
  const hasTakenOff = false;
  if (copy === null) return { uses: [], courseName: (id) => id, hasTakenOff };
  const { sight } = copy;
  const known = reserveUses(reservesNow(sight.courses.reserves()), {
    course: (id) => sight.courses.course(id),
    term: (id) => sight.courses.term(id),
    reading: (id) => sight.courses.reading(id),
    titleOf: (id) => {
      const item = sight.item(id);
      return item === null ? null : (sight.title(item.titleId)?.title ?? item.barcode);
    },
    loansOf: (id) => {
      const current = sight.currentLoan(id);
      return [...sight.endedLoansOfItem(id), ...(current === null ? [] : [current])];
    },
  });
  return { ...known, hasTakenOff };
}
