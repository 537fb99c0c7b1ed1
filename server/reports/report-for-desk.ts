// A report of the library for a member of staff at a desk: by the rights that the server knows, not the desk. Reports with cards are refused: a desk
// has only the patrons of its own system.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { isReportKind, REPORT_KINDS, type ReportKindEntry } from '../../shared/reports/kinds.ts';
import type { ReportRequest } from '../../shared/wire/report.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import { roleRights } from '../staff/role-rights.ts';
import type { Store } from '../store/store.ts';
import { staffNames } from './library-names.ts';
import { noteExport } from './report-exports.ts';
import type { ReportThread } from './report-thread.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly reports: Pick<ReportThread, 'make'>;
};

/**
 * The report, as the text of a ReportResponse. Throws HF-UI-008 for a report that is not for desks, HF-SERVER-008 for a range that is none,
 * HF-AUTH-024 without the right.
 */
export async function reportForDesk(
  { store, clock, random, reports }: Parts,
  desk: string,
  { kind, staffId, form, ...asked }: ReportRequest,
): Promise<Uint8Array> {
  if (!isReportKind(kind)) throw new HoldfastError('HF-UI-008', { kind });
  assertRange(asked);
  const entry: ReportKindEntry = REPORT_KINDS[kind];
  if (entry.namesCards === true) throw new HoldfastError('HF-UI-008', { kind });
  const now = clock.now();
  const { rights, name } = await store.read(async (tx) => {
    const role = (await staffRoles(tx, [staffId]))(staffId, now);
    const mayBe = role === null ? [] : (await roleRights(tx))(role, now);
    return { rights: mayBe, name: (await staffNames(tx))(staffId) ?? staffId };
  });
  if (!rights.includes(entry.right)) throw new HoldfastError('HF-AUTH-024', { staff: name });
  const { audience } = asked;
  const question = { ...asked, now, madeBy: { staffId, name } };
  const text = await reports.make({ kind, question, reader: { audience, rights } });
  if (form !== undefined) {
    const { from, to } = asked;
    const exported = { kind, period: { from, to }, form, audience };
    await noteExport({ store, clock, random }, exported, { way: 'screen', desk, staff: staffId });
  }
  return text;
}

/** From the second day of the year 1 to the last but one of 9999: days of any zone that a date can be written of. */
const FIRST_MOMENT = -62_135_510_400_000;
const LAST_MOMENT = 253_402_214_400_000;

function assertRange({ from, to }: Pick<ReportRequest, 'from' | 'to'>): void {
  if (from > to || from < FIRST_MOMENT || to > LAST_MOMENT)
    throw new HoldfastError('HF-SERVER-008', { detail: 'from and to are no range' });
}
