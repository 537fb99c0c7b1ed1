// `holdfast rules check FILE…`: puts worked cases of the rules to the engine and compares its answers.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { hasFlag, textOf, UsageError, type Command, type Io, type Run } from '../../electron/cli/command.ts';
import { readJsonFile } from '../../electron/cli/read-json-file.ts';
import { checkVectors, type FileOutcome } from './check-vectors.ts';
import { OPERATIONS } from './operations.ts';
import type { VectorOutcome } from './run-vector.ts';
import { sayIssues, VectorFileForm } from './vector-form.ts';

export const rulesCheckCommand: Command = {
  usage: `check FILE… [--operation NAME] [--failed] [--json]

Puts worked cases of the rules to the engine and compares its answers: counts per file, and each case that failed with what
was expected and what came. --operation runs the cases of one operation; --failed shows nothing else than what failed.
Exit code 1 when a case failed.`,
  options: { operation: { type: 'string' }, failed: { type: 'boolean' } },
  mostWords: Infinity,
  run: (run) => Promise.resolve(checkRules(run)),
};

function checkRules({ positionals, values, io }: Run): number {
  const [action, ...paths] = positionals;
  if (action !== 'check' || paths.length === 0) throw new UsageError('write: holdfast rules check FILE…');
  const operation = textOf(values, 'operation');
  if (operation !== null && !OPERATIONS.has(operation)) throw new UsageError(`no operation is named ${operation}`);
  const onlyFailed = hasFlag(values, 'failed');
  const files = paths.map((path) => ({ path, ...checkFile(path, operation) }));
  const total = (of: 'passed' | 'failed' | 'skipped') => files.reduce((sum, file) => sum + file[of], 0);
  const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
  const shown = files.map((file) => ({ ...file, cases: file.cases.filter((one) => isShown(one, onlyFailed)) }));
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ passed, failed, skipped, files: shown }));
  else {
    for (const file of shown) if (!onlyFailed || file.failed > 0) print(io, file);
    io.out(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  return failed === 0 ? 0 : 1;
}

function isShown(one: VectorOutcome, onlyFailed: boolean): boolean {
  return !onlyFailed || one.outcome === 'failed';
}

function checkFile(path: string, operation: string | null): FileOutcome {
  const file = VectorFileForm.safeParse(readJsonFile(path));
  if (!file.success) throw new HoldfastError('HF-CLI-004', { path, why: sayIssues(file.error, 'file') });
  return checkVectors(file.data, operation);
}

function print(io: Io, { path, passed, failed, skipped, cases }: { readonly path: string } & FileOutcome): void {
  io.out(`${path}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  for (const one of cases) {
    if (one.outcome === 'skipped') io.out(`  skipped ${one.id}: ${one.reason}`);
    if (one.outcome === 'failed') {
      io.out(`  failed ${one.id} (${one.operation})${one.reason === null ? '' : `: ${oneLine(one.reason)}`}`);
      for (const { key, expected, got } of one.differences) {
        io.out(`    ${key}: expected ${sayValue(expected)}, got ${sayValue(got)}`);
      }
    }
  }
}

function sayValue(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
