// Reports that staff took out of this desk as files, kept beside its sign-ins for the audit.

import { z } from 'zod';
import { StaffIdSchema, type StaffId } from '../../shared/core/ids.ts';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import type { AuditedExport } from '../../shared/reports/audit/audited-export.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';
import { logSession } from './session-log.ts';

/** One as it is kept; which desk it was is plain. */
export type KeptExport = Omit<AuditedExport, 'desk'>;

/** Notes one. */
export function logExport(db: LedgerWriter, { at, staffId, ...exported }: KeptExport): void {
  logSession(db, { at, kind: 'report-exported', staffId }, exported);
}

const DetailSchema = z.object({
  kind: z.string(),
  period: z.object({ from: InstantSchema, to: InstantSchema }),
  form: z.string(),
  audience: z.string(),
  way: z.string(),
  of: z.string(),
});

type Row = { readonly at: Instant; readonly staffId: StaffId | null; readonly detail: string };

/** Those of a time, the oldest first. */
export function exportsBetween(db: Ledger, { from, to }: ReportPeriod): KeptExport[] {
  const rows = db.all<Row>(
    `SELECT at, staff_id AS staffId, detail FROM session_entry
     WHERE at >= ? AND at < ? AND kind = 'report-exported' ORDER BY n`,
    from,
    to,
  );
  return rows.map(({ at, staffId, detail }) => ({
    at,
    staffId: StaffIdSchema.nullable().parse(staffId),
    ...DetailSchema.parse(JSON.parse(detail)),
  }));
}
