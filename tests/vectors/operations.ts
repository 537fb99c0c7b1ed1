// The operations of vector files, by name. An area's file puts its cases to the engine.

import { calendarOperations } from './operations/calendar.ts';
import { checkoutOperations } from './operations/checkout.ts';
import { dueOperations } from './operations/due.ts';
import { finesOperations } from './operations/fines.ts';
import { holdsOperations } from './operations/holds.ts';
import { limitsOperations } from './operations/limits.ts';
import { matchingOperations } from './operations/matching.ts';
import { recallsOperations } from './operations/recalls.ts';
import { renewalsOperations } from './operations/renewals.ts';
import { rulesTextOperations } from './operations/rules-text.ts';
import type { Operation } from './vector-case.ts';

/** Every operation; a name is in one area only. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [
    calendarOperations,
    dueOperations,
    matchingOperations,
    rulesTextOperations,
    renewalsOperations,
    limitsOperations,
    checkoutOperations,
    finesOperations,
    recallsOperations,
    holdsOperations,
  ].flatMap((area) => Object.entries(area)),
);
