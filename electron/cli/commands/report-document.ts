// The document of a report on the command line: of the desk of a folder, or of the library of a database.

import { resolve } from 'node:path';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportKind } from '../../../shared/reports/kinds.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { libraryReport } from '../../../server/reports/library-reports.ts';
import { deskReport } from '../../core/reports/desk-reports.ts';
import type { ReportMade } from '../../core/reports/report-job.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { requiredText, textOf, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';

/** The document. Throws HF-UI-008 where this kind is not made there. */
export function reportDocument(run: Run, kind: ReportKind, question: ReportQuestion): Promise<ReportDocument> {
  return textOf(run.values, 'database') === null
    ? ofDesk(run, kind, question)
    : withStore(run, ({ store }) => libraryReport(store, kind, question));
}

async function ofDesk(run: Run, kind: ReportKind, question: ReportQuestion): Promise<ReportDocument> {
  const dir = resolve(requiredText(run.values, 'data'));
  const { from, to, audience } = question;
  const answer = await askCore(dir, 'report.make', { kind, from, to, audience });
  // The core is of this program: its answer has this shape.
  const parseMade = (value: unknown) => value as ReportMade;
  const made = answer?.ok === true ? parseMade(answer.value) : null;
  return made?.form === 'document' ? made.document : ofClosedDesk(dir, kind, question);
}

/** Where no core runs. What a core refused is said again by the same code. */
async function ofClosedDesk(dir: string, kind: ReportKind, question: ReportQuestion): Promise<ReportDocument> {
  const desk = await openDeskQuietly(dir, { now: () => question.now, mono: () => 0 }, systemRandom);
  try {
    const { ledger, identity } = desk;
    if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    // How far this clock is off, only a running desk knows.
    const source = { ledger, copy: desk.sight()?.copy() ?? null, identity, now: question.now, offsetMs: 0 };
    return deskReport(source, kind, question);
  } finally {
    desk.close();
  }
}
