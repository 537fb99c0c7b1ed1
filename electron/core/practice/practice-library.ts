// The source of practice data, read from this desk's copy: its rules, branches and locations, and kinds of patrons and
// items without any patron.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import type { PracticeLibrary } from '../../../shared/wire/practice-library.ts';
import { itemKinds, patronKinds } from '../../../db/replica/queries/kinds.ts';
import { allLocations, theLibrary } from '../../../db/replica/queries/library.ts';
import { requiredCopy, sayingAt, type DeskSight } from '../desk-sight.ts';

/** Reads it. Throws HF-CIRC-001 while the first copy is loading, or where it has no rules yet. */
export function practiceLibrary(desk: DeskSight): PracticeLibrary {
  const { db, library } = requiredCopy(desk);
  const row = theLibrary(db);
  const rules = library.rulesAt(desk.clock.now());
  if (row === null || rules === null) throw new HoldfastError('HF-CIRC-001');
  const { branch, deskName } = desk.identity;
  return {
    library: { ...row, name: practiceName(desk, row.name) },
    branches: [...library.branches().values()],
    locations: allLocations(db),
    rules,
    patronKinds: patronKinds(db),
    itemKinds: itemKinds(db),
    desk: { branch, name: practiceName(desk, deskName) },
  };
}

const PRACTICE: Words = { en: 'Practice: {name}', es: 'Práctica: {name}' };

/** Prints and exports of practice are marked, so that they are not taken for real ones. */
const practiceName = (desk: DeskSight, name: string): string => say(sayingAt(desk), PRACTICE, { name });
