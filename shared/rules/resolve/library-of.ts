// Which of the libraries that a loan has to do with counts.

import type { RuleSubject } from '../match/rule-subject.ts';
import { whoseLibrary, type ItemLibrary, type LibraryChoice } from '../whose-library.ts';

/** The library that counts of those that a choice names; null when none of them is known. */
export function libraryOf(choice: LibraryChoice, subject: RuleSubject, itemLibrary?: ItemLibrary): string | null {
  const places = {
    desk: subject.deskBranch,
    patron: subject.patronHome,
    itemHome: subject.itemHome,
    itemHolding: subject.itemHolding,
    itemOwner: subject.itemOwner,
    pickup: subject.pickupBranch,
  };
  return whoseLibrary(choice, places, itemLibrary)?.library ?? null;
}
