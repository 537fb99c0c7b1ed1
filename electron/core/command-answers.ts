// The calls that the command line may make to a running core: the contract's methods that record nothing, one act of
// the person signed in, and the checks of its files.

import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema } from '../../shared/core/instant.ts';
import { EVERY_ACT } from '../../shared/acts/commands.ts';
import { RightSchema } from '../../shared/circ/rights.ts';
import { ListNameSchema } from '../../shared/lists/all.ts';
import { isReportKind, type ReportKind } from '../../shared/reports/kinds.ts';
import { allGrants } from '../../db/ledger/staff-grants.ts';
import { logExport } from '../../db/ledger/report-exports.ts';
import { recentActs } from '../../db/ledger/recent-acts.ts';
import { verifyLedger } from '../../db/ledger/verify-ledger.ts';
import { deskZone } from './desk-sight.ts';
import { deskListDocument, exportOfList } from './lists/desk-lists.ts';
import type { LookAsked, LookJob } from './look/look.ts';
import type { Core } from './start-core.ts';
import type { Look } from './worker-background.ts';

const readOnly: ReadonlySet<string> = new Set([
  'desk.view',
  'sync.status',
  'rules.explain',
  'sync.acts',
  'exception.list',
]);

const ReportQuestionSchema = z.object({
  kind: z.custom<ReportKind>((value) => typeof value === 'string' && isReportKind(value)),
  from: InstantSchema,
  to: InstantSchema,
  audience: z.enum(['internal', 'external']),
  /** Its format. */
  format: z.string(),
});
const ListQuestionSchema = z.object({
  list: ListNameSchema,
  of: z.string().optional(),
  /** Its format, for the audit; null = the audit has noted it. */
  format: z.string().nullable(),
});
const LookSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check') }),
  z.object({ kind: z.literal('backup'), to: z.string(), keepDays: z.int().nullable() }),
]);
const ImportSchema = z.object({ text: z.string() });
/** `callId` names this one call, as a page's does: an act that came twice is recorded once. */
const ActSchema = z.object({ method: z.string(), input: z.unknown(), callId: z.string().min(1).max(64) });

const OfflineFileSchema = z.looseObject({ callId: z.string().min(1).max(64) });

const actMethods: ReadonlySet<string> = new Set(EVERY_ACT.flatMap(({ method }) => method?.name ?? []));

/** The core that answers, and the look at the files meanwhile. */
export type Answering = { readonly core: Core; readonly look: Look };

/** Answers one command. */
export async function answerCommand({ core, look }: Answering, name: string, input: unknown): Promise<unknown> {
  const { ledger } = core.files;
  switch (name) {
    case 'ledger.verify':
      return { ok: true, value: verifyLedger(ledger, core.files.signer.publicKey) };
    case 'ledger.list':
      return { ok: true, value: recentActs(ledger, null, 10_000).toReversed() };
    case 'ledger.export':
      return { ok: true, value: core.desk.carrying.pending(deskZone(core.desk)) };
    case 'ledger.import': {
      const { carrying } = core.desk;
      // The command line has read the file and checked its desk.
      return { ok: true, value: await carrying.handIn(carrying.read(ImportSchema.parse(input).text)) };
    }
    case 'offline.check':
    case 'offline.take': {
      const { callId, ...asked } = OfflineFileSchema.parse(input);
      return core.call(name, asked, callId);
    }
    case 'act.do': {
      const { method, input: asked, callId } = ActSchema.parse(input);
      if (!actMethods.has(method)) return { ok: false, error: { code: 'HF-UI-001', message: `${method} is no act` } };
      return core.call(method, asked, callId);
    }
    case 'list.make':
      return makeList(core, ListQuestionSchema.parse(input));
    case 'list.terms':
      return listTerms(core);
    case 'report.make':
      return makeReport(core, ReportQuestionSchema.parse(input));
    case 'desk.look':
      return { ok: true, value: await look(lookJob(core, LookSchema.parse(input))) };
    case 'doctor.core':
      return { ok: true, value: { grants: allGrants(ledger).length, status: core.desk.link.status() } };
    default:
      return readOnly.has(name)
        ? core.call(name, input)
        : { ok: false, error: { code: 'HF-UI-001', message: `the core does not answer ${name} here` } };
  }
}

function lookJob({ desk, files }: Core, asked: LookAsked): LookJob {
  const { dataDir, clockShiftMs } = desk.config;
  return { dir: dataDir, clockShiftMs, secrets: files.secrets, protection: files.keyStore.protection, asked };
}

/** Access to the folder of the desk is access to all of it. */
async function makeList(
  { desk, files }: Core,
  { format, ...question }: z.infer<typeof ListQuestionSchema>,
): Promise<unknown> {
  try {
    const everything = { ...desk, rights: () => RightSchema.options };
    const document = await deskListDocument(everything, question, 'command-line');
    if (format !== null)
      logExport(files.ledger, exportOfList(question.list, { at: desk.clock.now(), staffId: null, format }));
    return { ok: true, value: document };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}

/** What the library allows of lists as files. Without a copy there is no list either. */
function listTerms({ desk }: Core): unknown {
  const copy = desk.copy();
  if (copy === null) return { ok: false, error: { code: 'HF-CIRC-001', message: 'there is no copy of the library' } };
  return { ok: true, value: { desk: desk.identity.deskId, listFiles: copy.library.deskTerms().listFiles ?? null } };
}

/** A person who may read the folder of the desk may read all of it. */
async function makeReport(
  { desk, files }: Core,
  { kind, format, ...asked }: z.infer<typeof ReportQuestionSchema>,
): Promise<unknown> {
  try {
    const made = await desk.makeReport({
      matter: { kind, question: { ...asked, now: desk.clock.now(), madeBy: 'command-line' } },
      rights: RightSchema.options,
      language: 'en',
      form: 'document',
    });
    const { from, to, audience } = asked;
    const entry = { kind, of: 'desk', audience, form: format, way: 'command-line', period: { from, to } };
    logExport(files.ledger, { at: desk.clock.now(), staffId: null, ...entry });
    return { ok: true, value: made };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { ok: false, error: { code: error.code, message: error.message } };
  }
}
