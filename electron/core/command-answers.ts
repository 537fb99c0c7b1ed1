// What the command line may ask a running core: the contract's methods that record nothing, and the checks of its files.

import { z } from 'zod';
import { readCarried } from '../../shared/wire/carried-file.ts';
import { allGrants } from '../../db/ledger/staff-grants.ts';
import { recentActs } from '../../db/ledger/recent-acts.ts';
import { verifyLedger } from '../../db/ledger/verify-ledger.ts';
import { handIn } from './carry/hand-in.ts';
import { pendingFile } from './carry/pending-file.ts';
import { pushCarried } from './carry/push-carried.ts';
import { deskShiftReports } from './facade/shift-reports.ts';
import type { Core } from './start-core.ts';

const readOnly: ReadonlySet<string> = new Set([
  'desk.view',
  'sync.status',
  'rules.explain',
  'sync.acts',
  'exception.list',
]);

const SpanSchema = z.object({ from: z.int(), to: z.int() });
const ImportSchema = z.object({ text: z.string() });

/** Answers one command. */
export async function answerCommand(core: Core, name: string, input: unknown): Promise<unknown> {
  const { ledger } = core.files;
  switch (name) {
    case 'ledger.verify':
      return { ok: true, value: verifyLedger(ledger, core.files.signer.publicKey) };
    case 'ledger.list':
      return { ok: true, value: recentActs(ledger, null, 10_000).toReversed() };
    case 'ledger.export':
      return { ok: true, value: pendingFile(ledger, core.desk.identity, core.desk.clock.now()) };
    case 'ledger.import': {
      const read = readCarried(ImportSchema.parse(input).text);
      if (!read.ok) return { ok: true, value: null };
      const { identity } = core.files;
      return {
        ok: true,
        value: await handIn(read.value, identity.deskId, (request) => pushCarried(core.files, request)),
      };
    }
    case 'report.shift':
      return { ok: true, value: reportShifts(core, SpanSchema.parse(input)) };
    case 'doctor.core':
      return { ok: true, value: { grants: allGrants(ledger).length, status: core.desk.link.status() } };
    default:
      return readOnly.has(name)
        ? core.call(name, input)
        : { ok: false, error: { code: 'HF-UI-001', message: `the core does not answer ${name} here` } };
  }
}

function reportShifts({ desk, files }: Core, span: z.infer<typeof SpanSchema>) {
  return deskShiftReports({ ledger: files.ledger, copy: desk.copy(), now: desk.clock.now() }, span);
}
