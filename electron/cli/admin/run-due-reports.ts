// Makes the reports of the library that are due, each once however many programs look: written whole into its folder, noted for the audit. One
// that cannot be made keeps none of the others.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RightSchema } from '../../../shared/circ/rights.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import { forReader } from '../../../shared/reports/for-reader.ts';
import { sayReport, type SaidReport } from '../../../shared/reports/say-report.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { noteExport } from '../../../server/reports/report-exports.ts';
import { claimDue, failDue, finishDue, type DueReport } from '../../../server/reports/report-schedules.ts';
import { isReportFormat, writeReport, type ReportFormat } from '../../core/reports/write-report.ts';
import { systemRandom } from '../../core/system-random.ts';
import { writeWholeFile } from '../write-out-file.ts';
import type { StoreContext } from './with-store.ts';

export type DueReportsDone = {
  /** Paths of the written files. */
  readonly written: readonly string[];
  /** The reports that failed, and why. */
  readonly failed: readonly { readonly id: string; readonly kind: string; readonly error: HoldfastError }[];
};

/** Makes them. Throws on a bug, and when the database fails. */
export async function runDueReports(context: StoreContext): Promise<DueReportsDone> {
  const written: string[] = [];
  const failed: DueReportsDone['failed'][number][] = [];
  for (let due = await claimDue(context); due !== null; due = await claimDue(context)) {
    try {
      written.push(...(await make(context, due)));
      await finishDue(context, due);
    } catch (error) {
      await failDue(context, due, error instanceof HoldfastError ? error.code : 'HF-SERVER-013');
      if (!(error instanceof HoldfastError)) throw error;
      failed.push({ id: due.schedule.id, kind: due.schedule.kind, error });
    }
  }
  return { written, failed };
}

async function make({ store, clock }: StoreContext, { schedule, period }: DueReport): Promise<string[]> {
  const { kind, folder, audience, language, forms } = schedule;
  // The folder is never made: where a share is not mounted, the reports would lie unseen beneath it.
  if (!existsSync(folder)) throw new HoldfastError('HF-CLI-006', { name: 'the folder', value: folder });
  const question = { ...period, audience, now: clock.now(), madeBy: 'schedule' } as const;
  const document = await libraryReport(store, kind, question);
  const said = sayReport(forReader(document, { audience, rights: RightSchema.options }), language);
  const written: string[] = [];
  for (const form of forms.filter(isReportFormat)) {
    const path = join(folder, fileName(said, form));
    writeWholeFile(path, await writeReport(said, form));
    const exported = { kind, period, form, audience };
    await noteExport({ store, clock, random: systemRandom }, exported, { way: 'schedule', desk: null, staff: null });
    written.push(path);
  }
  return written;
}

/** `use-2026-11-01-to-2026-11-30.pdf`: a day, its week and its month may go to one folder. */
function fileName({ kind, period, zone, audience, language }: SaidReport, form: ReportFormat): string {
  const day = (at: number) => formatLocalMoment(at, zone).slice(0, 10);
  const [first, last] = [day(period.from), day(period.to - 1)];
  const days = first === last ? first : `${first}-to-${last}`;
  const more = `${audience === 'external' ? '-external' : ''}${language === 'en' ? '' : `-${language}`}`;
  return `${kind}-${days}${more}.${form}`;
}
