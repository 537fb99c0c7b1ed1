// `holdfast timeline check FILE…`: runs worked cases of the folds, each in several arrival orders.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { UsageError, type Command } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';
import { CaseFileForm, type CaseForm } from '../timeline/case-form.ts';
import { runCase, type CaseOutcome } from '../timeline/run-case.ts';

export const timelineCommand: Command = {
  usage: `check FILE… [--json]

Feeds the acts of each case in several arrival orders and compares the end. Prints a line per case that differs
or is skipped, and at last: N passed, N failed, N skipped. Exit code 1 when a case failed.`,
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
  const file = CaseFileForm.safeParse(readJsonFile(path));
  if (!file.success) {
    const place = file.error.issues[0]?.path.join('.') ?? '';
    const why = place === '' ? 'it holds no cases' : `${place} is missing or is not what belongs there`;
    throw new HoldfastError('HF-CLI-004', { path, why }, { cause: file.error });
  }
  return file.data.cases.map((one) => runOrFail(file.data, one));
}

/** A case that makes the folds stop is a failed one, and the others are run all the same. */
function runOrFail(file: CaseFileForm, one: CaseForm): CaseOutcome {
  try {
    return runCase(file, one);
  } catch (error) {
    return { id: one.id, outcome: 'failed', differs: error instanceof Error ? error.message : String(error) };
  }
}

function describe(one: CaseOutcome): string {
  if (one.outcome === 'failed') return `failed ${one.id}: ${one.differs.replaceAll(/\s*\n\s*/g, ' ')}`;
  return one.outcome === 'skipped' ? `skipped ${one.id}: ${one.reason}` : `passed ${one.id}`;
}
