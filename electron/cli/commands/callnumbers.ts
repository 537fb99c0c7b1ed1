// `holdfast callnumbers check FILE…`: puts facts about call numbers and their shelf order to the rules that lists are sorted by.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { CaseFileForm } from '../callnumbers/case-form.ts';
import { runCase, type CaseOutcome } from '../callnumbers/run-case.ts';
import { hasFlag, UsageError, type Command } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';

export const callNumbersCommand: Command = {
  usage: `check FILE… [--verbose] [--json]

Puts the cases of a file to the rules of shelf order (Library of Congress, Dewey, NLM, SuDoc, local): order, equal places,
parts, validity, misplaced books. Prints a line FAIL for each case that differs, with what was expected and what came, and
at last: N passed, N failed, N skipped. A case of an unknown kind, scheme or part is skipped.
  --verbose  also what was skipped, and for each case that sources dispute the reading that is followed
Exit code 1 when a case failed.`,
  options: { verbose: { type: 'boolean' } },
  mostWords: Infinity,
  run: ({ positionals, values, io }) => {
    const [action, ...files] = positionals;
    if (action !== 'check' || files.length === 0) throw new UsageError('write: holdfast callnumbers check FILE…');
    const outcomes = files.flatMap(runFile);
    const count = (outcome: CaseOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
    const [passed, failed, skipped] = [count('passed'), count('failed'), count('skipped')];
    if (hasFlag(values, 'json')) io.out(JSON.stringify({ passed, failed, skipped, cases: outcomes }));
    else {
      for (const line of outcomes.flatMap((one) => lineOf(one, hasFlag(values, 'verbose')))) io.out(line);
      io.out(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    }
    return Promise.resolve(failed === 0 ? 0 : 1);
  },
};

function runFile(path: string): CaseOutcome[] {
  const file = CaseFileForm.safeParse(readJsonFile(path));
  if (!file.success) throw new HoldfastError('HF-CLI-004', { path, why: 'it holds no cases' }, { cause: file.error });
  return file.data.cases.map(runCase);
}

function lineOf(one: CaseOutcome, isVerbose: boolean): string[] {
  if (one.outcome === 'failed') return [`FAIL ${one.id}: ${one.differs.replaceAll(/\s*\n\s*/g, ' ')}`];
  if (!isVerbose) return [];
  if (one.outcome === 'skipped') return [`SKIP ${one.id}: ${one.reason}`];
  return one.chosen === null ? [] : [`CHOSEN ${one.id}: ${one.chosen}`];
}
