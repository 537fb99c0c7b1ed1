// Desks ("service points"): how long an item waits on the hold shelf of each, and the effect of closed time on the end of the wait.

import { z } from 'zod';
import type { ClosedDayMode } from '../../../shared/rules/calendar/closed-day-mode.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import type { FolioFolder } from './folio-files.ts';
import { FolioPeriodForm, storedPeriod } from './folio-period.ts';
import { readForms } from './read-record.ts';

const DeskForm = z.strictObject({
  id: z.string().min(1),
  name: z.string(),
  code: z.string().optional(),
  pickupLocation: z.boolean().optional(),
  holdShelfExpiryPeriod: FolioPeriodForm.optional(),
  holdShelfClosedLibraryDateManagement: z.string().optional(),
  discoveryDisplayName: z.string().optional(),
  shelvingLagTime: z.int().optional(),
  ecsRequestRouting: z.boolean().optional(),
});

/** Where a wait ends that would end while the desk is closed; by default the day is kept. */
const SHELF_MODES: ReadonlyMap<string, ClosedDayMode> = new Map([
  ['Keep_the_current_due_date', 'end_of_due_day'],
  ['Keep_the_current_due_date_time', 'keep_exact'],
  ['Move_to_the_end_of_the_previous_open_day', 'end_previous_open_day'],
  ['Move_to_the_end_of_the_next_open_day', 'end_next_open_day'],
  ['Move_to_the_end_of_the_current_service_point_hours', 'end_current_hours'],
  ['Move_to_beginning_of_next_open_service_point_hours', 'begin_next_hours'],
]);

/** Reads the desks. */
export async function readDesks(folder: FolioFolder): Promise<NonNullable<PolicyRuleSet['desks']>> {
  const records = await readForms(folder, 'desks', DeskForm);
  return records.map(({ file, line, value }) => {
    const asked = value.holdShelfClosedLibraryDateManagement;
    const mode = asked === undefined ? undefined : SHELF_MODES.get(asked);
    if (asked !== undefined && mode === undefined) {
      folder.tally.note({ file, line, text: `${asked} is not known: waits on the shelf end with their day` });
    }
    return {
      id: value.id,
      name: value.name,
      code: value.code ?? null,
      isPickup: value.pickupLocation ?? false,
      shelfPeriod: storedPeriod(value.holdShelfExpiryPeriod),
      shelfClosedMode: mode ?? 'end_of_due_day',
    };
  });
}
