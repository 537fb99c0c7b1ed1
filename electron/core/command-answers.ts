// What the command line may ask a running core: the contract's methods that record nothing, and the checks of its files.

import { z } from 'zod';
import { InstantSchema } from '../../shared/core/instant.ts';
import { LanguageSchema } from '../../shared/core/language.ts';
import { allGrants } from '../../db/ledger/staff-grants.ts';
import { recentActs } from '../../db/ledger/recent-acts.ts';
import { verifyLedger } from '../../db/ledger/verify-ledger.ts';
import { outageOfDesk } from './facade/outage-range.ts';
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
const OutageQuestionSchema = z.object({ from: InstantSchema, to: InstantSchema, language: LanguageSchema });
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
      return { ok: true, value: core.desk.carrying.pending() };
    case 'ledger.import': {
      const { carrying } = core.desk;
      // The command line has read the file and looked at whose it is.
      return { ok: true, value: await carrying.handIn(carrying.read(ImportSchema.parse(input).text)) };
    }
    case 'report.outage': {
      const { identity, clock, link } = core.desk;
      const source = {
        ledger,
        copy: core.desk.copy(),
        identity,
        now: clock.now(),
        offsetMs: link.status().clock.offsetMs,
      };
      return { ok: true, value: outageOfDesk(source, OutageQuestionSchema.parse(input)) };
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
