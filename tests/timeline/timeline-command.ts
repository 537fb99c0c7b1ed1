// `holdfast timeline check FILE…`: runs worked cases of the folds, each in several arrival orders.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { z } from 'zod';
import { UsageError, type Command } from '../../electron/cli/command.ts';
import { readJsonFile } from '../../electron/cli/read-json-file.ts';
import { CaseForm, CaseHeadForm, sayMisfit } from './case-form.ts';
import { runCase, type CaseOutcome } from './run-case.ts';

export const timelineCommand: Command = {
  usage: `check FILE… [--json]

Feeds the acts of each case in several arrival orders and compares the end. Prints a line per case that differs
or is skipped, and at last: N passed, N failed, N skipped. With --json each case that passed tells in how many orders
it was tried. Exit code 1 when a case failed.`,
  options: {},
  mostWords: Infinity,
  run: async ({ positionals, values, io }) => {
    const [action, ...files] = positionals;
    if (action !== 'check' || files.length === 0) throw new UsageError('write: holdfast timeline check FILE…');
    const outcomes = files.flatMap(runFile);
    const count = (outcome: CaseOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
    const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
    if (values['json'] === true) io.out(JSON.stringify({ passed, failed, skipped, cases: outcomes }));
    else {
      for (const one of outcomes) if (one.outcome !== 'passed') io.out(describe(one));
      io.out(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    }
    return failed === 0 ? 0 : 1;
  },
};

function runFile(path: string): CaseOutcome[] {
  const file = CaseHeadForm.safeParse(readJsonFile(path));
  if (!file.success) {
    throw new HoldfastError(
      'HF-CLI-004',
      { path, why: sayMisfit(file.error, 'it holds no cases') },
      { cause: file.error },
    );
  }
  return file.data.cases.map((one, index) => runOne(file.data, one, index));
}

/** A case that makes no sense, or makes the folds stop, is a failed one, and the others are run all the same. */
function runOne(file: CaseHeadForm, one: unknown, index: number): CaseOutcome {
  const form = CaseForm.safeParse(one);
  const id = form.success ? form.data.id : (NamedForm.safeParse(one).data?.id ?? `case ${index + 1}`);
  if (!form.success) return { id, outcome: 'failed', differs: sayMisfit(form.error, 'it is no case') };
  try {
    return runCase(file, form.data);
  } catch (error) {
    return { id, outcome: 'failed', differs: error instanceof Error ? error.message : String(error) };
  }
}

/** As much of a case as tells which one it is. */
const NamedForm = z.object({ id: z.string() });

function describe(one: CaseOutcome): string {
  if (one.outcome === 'failed') return `failed ${one.id}: ${one.differs.replaceAll(/\s*\n\s*/g, ' ')}`;
  return one.outcome === 'skipped' ? `skipped ${one.id}: ${one.reason}` : `passed ${one.id}`;
}
