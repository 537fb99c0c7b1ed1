// Loans to other libraries, as a desk knows them.

import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { UseTerms } from '../../shared/circ/model/use-terms.ts';
import { isLibraryAccount } from '../../shared/lists/interlibrary.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';
import type { ReplicaReader } from '../replica/open-replica.ts';
import { patronsOfGroups } from '../replica/queries/patrons.ts';

type Copy = {
  readonly db: ReplicaReader;
  readonly sight: Pick<OverlayView, 'patron' | 'loansOfPatron'>;
  readonly library: { useTerms(): UseTerms };
};

/** Loans to the accounts of other libraries. One that a desk here made or moved to such a group is in it once the server knows. */
export function lentLoans({ db, sight, library }: Copy): { readonly loan: Loan; readonly patron: Patron }[] {
  const terms = library.useTerms();
  return patronsOfGroups(db, terms.libraryGroups ?? []).flatMap(({ id }) => {
    const patron = sight.patron(id);
    if (patron === null || !isLibraryAccount(patron, terms)) return [];
    return sight.loansOfPatron(id).map((loan) => ({ loan, patron }));
  });
}
