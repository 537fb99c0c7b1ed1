// `people.lookAtList`, `people.takeList`: a term's list of staff as CSV, first as a preview, then done row by row at the server. Done again, it does
// the rest: rows equal to the library's change nothing.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError, sayError } from '../../../shared/core/holdfast-error.ts';
import { planTerm, type TermChange, type TermPlan, type TermRow } from '../../../shared/circ/term-list.ts';
import type { StaffChange } from '../../../shared/wire/staff-list.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';
import { dayAt, endOfDay } from './local-day.ts';
import { readTermRows } from './term-rows.ts';

/** Effects of a term list. Throws HF-AUTH-024 without the right to manage staff, HF-SYNC-003 without a line. */
export async function lookAtTermList(
  desk: Desk,
  { text }: ParsedInput<'people.lookAtList'>,
): Promise<MethodOutput<'people.lookAtList'>> {
  const { lacks, rows } = readTermRows(text);
  const { changes, refused, same, left } = await plan(desk, rows);
  return {
    lacks,
    refused: [...refused],
    same: [...same],
    left: lacks.length > 0 ? [] : [...left],
    changes: changes.map((change) => ({
      line: change.line,
      name: change.name,
      kind: change.kind,
      role: change.kind === 'end' ? null : change.role,
      until: change.kind === 'end' ? null : change.until,
      wasRole: change.kind === 'change' ? change.was.role : null,
      wasUntil: change.kind === 'change' ? change.was.until : null,
    })),
  };
}

/**
 * Does it, with the PIN of the person signed in. Throws as looking does, and HF-AUTH-022 or 023 for the PIN; a row that the server refuses is listed
 * with its reason.
 */
export async function takeTermList(
  desk: Desk,
  { text, pin }: ParsedInput<'people.takeList'>,
): Promise<MethodOutput<'people.takeList'>> {
  const { changes } = await plan(desk, readTermRows(text).rows);
  const made: MethodOutput<'people.takeList'>['made'] = [];
  const failed: MethodOutput<'people.takeList'>['failed'] = [];
  let done = 0;
  for (const change of changes) {
    try {
      made.push(...(await takeOne(desk, change, pin)));
      done += 1;
    } catch (error) {
      if (!(error instanceof HoldfastError) || (done === 0 && failed.length === 0 && isOfPerson(error.code)))
        throw error;
      failed.push({
        line: change.line,
        name: change.name,
        message: sayError(error.code, error.params, desk.language()),
      });
    }
  }
  return { done, made, failed };
}

/** Does one row; returns the PINs that were made. */
async function takeOne(desk: Desk, change: TermChange, pin: string): Promise<{ staff: string; pin: string }[]> {
  const { staffId, staff: me } = desk.session.required();
  const made: { staff: string; pin: string }[] = [];
  for (const what of stepsOf(desk, change)) {
    const answer = await desk.staffList({ staffId, change: { what, pin } }, me);
    if (answer.made !== null) made.push(answer.made);
  }
  return made;
}

/** The PIN does not match, or the line is down: no row is to blame. */
function isOfPerson(code: string): boolean {
  return ['HF-AUTH-022', 'HF-AUTH-023', 'HF-SYNC-003'].includes(code);
}

function stepsOf(desk: Desk, change: TermChange): StaffChange[] {
  const { name } = change;
  if (change.kind === 'end') return [{ kind: 'disable', name }];
  const { role } = change;
  const until = change.until === null ? null : endOfDay(deskZone(desk), change.until);
  if (change.kind === 'add') return [{ kind: 'add', name, role, ...(until === null ? {} : { until }) }];
  // The role comes last: it may make a PIN, which is shown only if no later step fails.
  return [
    ...(change.was.until === change.until ? [] : [{ kind: 'until', name, until } as const]),
    ...(change.was.role === role ? [] : [{ kind: 'role', name, role } as const]),
  ];
}

async function plan(desk: Desk, rows: readonly TermRow[]): Promise<TermPlan> {
  requireRight(desk, 'manage-staff');
  const { staffId, staff: me, role: mine } = desk.session.required();
  const { staff } = await desk.staffList({ staffId }, me);
  const zone = deskZone(desk);
  return planTerm(rows, {
    today: dayAt(zone, desk.clock.now()),
    mayGive: (role) => role !== 'administrator' || mine === 'administrator',
    people: staff.map(({ staff: name, role, until }) => ({
      staff: name,
      role,
      until: until === null ? null : dayAt(zone, until),
      mayChange: name !== me && (role !== 'administrator' || mine === 'administrator'),
    })),
  });
}
