// Makes a report of this desk on connections of its own, in the worker thread of a running core: no scan waits for a report.

import type { Language } from '../../../shared/core/language.ts';
import { PRACTICE_MARK } from '../../../shared/core/practice-mark.ts';
import type { ReportView } from '../../../shared/views/report.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { forReader } from '../../../shared/reports/for-reader.ts';
import type { ReportKind } from '../../../shared/reports/kinds.ts';
import { makeReport } from '../../../shared/reports/make-report.ts';
import type { Reader, ReportQuestion } from '../../../shared/reports/question.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { FileKey } from '../../../db/open/file-key.ts';
import { readIdentity } from '../../../db/ledger/identity.ts';
import { ledgerPath, openLedgerReader } from '../../../db/ledger/open-ledger.ts';
import { openReplicaReader, type ReplicaPlace } from '../../../db/replica/open-replica.ts';
import { quietCopy } from '../open-desk-quietly.ts';
import { deskSource } from './desk-source.ts';
import { reportView } from './report-view.ts';
import { reportFileName, writeReport, type ReportFormat } from './write-report.ts';

/** The source of a report. `made` is one that another person made already: only its form is asked for. */
export type ReportMatter =
  | { readonly kind: ReportKind; readonly question: ReportQuestion }
  | { readonly made: ReportDocument };

/** `document`: before it is fitted to a reader. `view`: the screen. Anything else is a file. */
export type ReportForm = 'document' | 'view' | ReportFormat;

/** A request for a report, and its requester. */
export type ReportAsked = {
  readonly matter: ReportMatter;
  readonly rights: Reader['rights'];
  readonly language: Language;
  readonly form: ReportForm;
};

/** The same with where the files of the desk are. */
export type ReportJob = ReportAsked & {
  readonly dir: string;
  readonly ledgerKey: FileKey;
  /** Null: there is no copy of the library. */
  readonly replica: ReplicaPlace | null;
  /** Made in a practice: the report says so in its head, and in the name of a file. */
  readonly isPractice: boolean;
};

export type ReportMade =
  | { readonly form: 'document'; readonly document: ReportDocument }
  | { readonly form: 'view'; readonly view: ReportView }
  | { readonly form: 'file'; readonly name: string; readonly bytes: Uint8Array };

/** The worker's answer. A refusal is data, since errors lose their class between threads. */
export type ReportAnswer =
  | { readonly kind: 'made'; readonly made: ReportMade }
  | { readonly kind: 'refused'; readonly code: HoldfastError['code']; readonly params: HoldfastError['params'] };

/** Makes a report in the worker. Throws on a bug. */
export async function answerReport(job: ReportJob): Promise<ReportAnswer> {
  try {
    return { kind: 'made', made: await runReportJob(job) };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { kind: 'refused', code: error.code, params: error.params };
  }
}

/** Makes a report. Throws the errors of opening the files. */
export async function runReportJob(job: ReportJob): Promise<ReportMade> {
  const document = 'made' in job.matter ? job.matter.made : await documentOf(job, job.matter);
  const { rights, language, form, isPractice } = job;
  const read = marked(forReader(document, { audience: document.audience, rights }), isPractice);
  if (form === 'document') return { form, document: read };
  if (form === 'view') return { form, view: reportView(read, language) };
  const said = sayReport(read, language);
  const name = `${isPractice ? 'practice-' : ''}${reportFileName(said, form)}`;
  return { form: 'file', name, bytes: await writeReport(said, form) };
}

/** Beside the head of the report: the first thing to read. */
function marked(document: ReportDocument, isPractice: boolean): ReportDocument {
  return isPractice ? { ...document, coverage: [{ words: PRACTICE_MARK }, ...document.coverage] } : document;
}

async function documentOf(
  { dir, ledgerKey, replica: place }: ReportJob,
  { kind, question }: Exclude<ReportMatter, { made: unknown }>,
): Promise<ReportDocument> {
  const ledger = openLedgerReader(ledgerPath(dir), ledgerKey);
  const replica = place === null ? null : openReplicaReader(place);
  try {
    const identity = readIdentity(ledger);
    if (identity === null) throw new HoldfastError('HF-ENROL-007', { dir });
    const copy = replica === null ? null : quietCopy(ledger, replica);
    return await makeReport(deskSource({ ledger, copy, identity, now: question.now }), kind, question);
  } finally {
    replica?.close();
    ledger.close();
  }
}
