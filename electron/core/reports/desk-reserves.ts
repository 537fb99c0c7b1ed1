// Course reserves as this desk has them, for the report on them.

import { reserveUses, type ReserveUses } from '../../../shared/reports/reserves/reserve-uses.ts';
import type { Copy } from '../desk-sight.ts';

/** Readings with their copies and loans; none without a copy of the library. */
export function deskReserves(copy: Copy | null): ReserveUses {
  if (copy === null) return { uses: [], courseName: (id) => id };
  const { sight } = copy;
  return reserveUses(sight.courses.reserves(), {
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
}
