// The document of a report on the command line: of the desk of a folder, or of the library of a database.

import { resolve } from 'node:path';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportKind } from '../../../shared/reports/kinds.ts';
import { makeReport } from '../../../shared/reports/make-report.ts';
import type { ReportQuestion } from '../../../shared/reports/question.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { deskSource } from '../../core/reports/desk-source.ts';
import type { ReportMade } from '../../core/reports/report-job.ts';
import type { ReportFormat } from '../../core/reports/write-report.ts';
import { noteExport } from '../../../server/reports/report-exports.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { openDeskQuietly } from '../../core/open-desk-quietly.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withStore } from '../admin/with-store.ts';
import { requiredText, textOf, type Run } from '../command.ts';
import { askCore } from '../offline/ask-core.ts';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { DESK_SECRETS, openSecrets } from '../../../db/keys/open-secrets.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { ledgerPath, openLedger } from '../../../db/ledger/open-ledger.ts';
import { logExport, type KeptExport } from '../../../db/ledger/report-exports.ts';

/** A question for a report, and the form in which it is taken out. */
export type AskedReport = {
  readonly kind: ReportKind;
  readonly question: ReportQuestion;
  readonly format: ReportFormat;
};

/** The document; that it is taken out is noted for the audit. */
export function reportDocument(run: Run, asked: AskedReport): Promise<ReportDocument> {
  return textOf(run.values, 'database') === null ? ofDesk(run, asked) : ofLibrary(run, asked);
}

function ofLibrary(run: Run, { kind, question, format }: AskedReport): Promise<ReportDocument> {
  return withStore(run, async ({ store, clock }) => {
    const document = await libraryReport(store, kind, question);
    const exported = { kind, period: document.period, form: format, audience: question.audience };
    const by = { way: 'command-line', desk: null, staff: null };
    await noteExport({ store, clock, random: systemRandom }, exported, by);
    return document;
  });
}

async function ofDesk(run: Run, asked: AskedReport): Promise<ReportDocument> {
  const dir = resolve(requiredText(run.values, 'data'));
  const { kind, format } = asked;
  const { from, to, audience } = asked.question;
  const answer = await askCore(dir, 'report.make', { kind, from, to, audience, format });
  // The core is of this program: its answer has this shape.
  const parseMade = (value: unknown) => value as ReportMade;
  const made = answer?.ok === true ? parseMade(answer.value) : null;
  return made?.form === 'document' ? made.document : ofClosedDesk(dir, asked);
}

/** The report of a desk whose core does not run. A refusal keeps the code that the core would give. */
async function ofClosedDesk(dir: string, asked: AskedReport): Promise<ReportDocument> {
  const document = await lookAtClosedDesk(dir, asked);
  const { kind, format: form, question } = asked;
  const { audience, from, to } = question;
  const entry = { kind, of: 'desk', audience, form, way: 'command-line', period: { from, to } };
  await noteClosedExport(dir, { at: question.now, staffId: null, ...entry });
  return document;
}

async function lookAtClosedDesk(dir: string, { kind, question }: AskedReport): Promise<ReportDocument> {
  const desk = await openDeskQuietly(dir, { now: () => question.now, mono: () => 0 }, systemRandom);
  try {
    const { ledger, identity } = desk;
    if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    const source = deskSource({ ledger, copy: desk.sight()?.copy() ?? null, identity, now: question.now });
    return await makeReport(source, kind, question);
  } finally {
    desk.close();
  }
}

/** Notes an export in the ledger of a desk. Throws HF-DB-008 if a core has just started there, and the errors of opening the ledger. */
export async function noteClosedExport(dir: string, entry: KeptExport): Promise<void> {
  const lock = acquireOwnerLock(dir);
  try {
    const store = systemKeyStore(dir);
    const secrets = await openSecrets({ store, kinds: DESK_SECRETS, random: systemRandom, dir, mayMint: false });
    const ledger = openLedger(ledgerPath(dir), secrets.ledgerKey, 'existing');
    try {
      logExport(ledger, entry);
    } finally {
      ledger.close();
    }
  } finally {
    lock.close();
  }
}
