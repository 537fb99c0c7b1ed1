// Finds and runs a subcommand; turns every error into one line on stderr and an exit code.

import { parseArgs } from 'node:util';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { CoreStartError } from '../host/core-supervisor.ts';
import { refuseWords, UsageError, type Command, type CommandEntry, type Io } from './command.ts';

const common = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, now: { type: 'string' } } as const;

/** Runs `argv` (without program and script) and returns the exit code. */
export async function runCommand(
  commands: readonly CommandEntry[],
  argv: readonly string[],
  io: Io,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(overview(commands));
    return name === undefined ? fail(io, new HoldfastError('HF-CLI-009'), 2) : 0;
  }
  const entry = commands.find((one) => one.name === name);
  if (entry === undefined) return fail(io, new HoldfastError('HF-CLI-001', { what: name }), 2);
  try {
    const command = await entry.load();
    const { values, positionals } = parse(command, rest);
    if (values['help'] === true) {
      io.out(`holdfast ${name} ${command.usage}\n\n${commonHelp}`);
      return 0;
    }
    refuseWords(positionals, command.mostWords ?? 0);
    const exitCode = await command.run({ values, positionals, io, env });
    const lost = await io.flushed();
    if (lost !== null) throw new HoldfastError('HF-CLI-011', { why: lost.message }, { cause: lost });
    return exitCode;
  } catch (error) {
    if (error instanceof UsageError) {
      return fail(io, new HoldfastError('HF-CLI-002', { what: error.message, command: name }), 2);
    }
    if (error instanceof HoldfastError) return fail(io, error, 1);
    if (error instanceof CoreStartError) return fail(io, error.error, 1);
    // Anything else is a bug, or an unforeseen failure of the machine: one line, and the stack for the developer.
    if (env['HOLDFAST_DEBUG'] === '1') throw error;
    return fail(
      io,
      new HoldfastError('HF-CLI-007', { what: error instanceof Error ? error.message : String(error) }),
      1,
    );
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...common, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(sayParseError(error));
  }
}

/** The first sentence of the parser's message; the rest is advice over several lines. */
function sayParseError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, lacking] = /^Option '(?:-\w, )?(--[\w-]+).*(?:missing|ambiguous)/.exec(text) ?? [];
  if (lacking !== undefined) return `${lacking} needs a value`;
  const [sentence = text] = text.split(/\.(?:\s|$)/);
  return sentence;
}

/** One line, even if the quoted message has several. */
function fail(
  io: Io,
  { code, message }: { readonly code: string; readonly message: string },
  exitCode: number,
): number {
  io.err(`${code}: ${message.replaceAll(/\s*[\r\n]+\s*/g, ' ')}`);
  return exitCode;
}

const commonHelp = [
  'Common options',
  '  --json         results as JSON',
  '  --now INSTANT  take this as the present moment (or HOLDFAST_CLOCK_SHIFT_MS=N, milliseconds added to the clock)',
  '  --help         this text',
  '',
  'On Windows the installed program is that of a window: start /wait "" "C:\\Program Files\\Holdfast\\Holdfast.exe" doctor …',
  'An address is written with its option there, --central=URL, --database=URL: one that stands by itself ends the program before it begins.',
].join('\n');

function overview(commands: readonly CommandEntry[]): string {
  const listed = commands.flatMap(({ name, summary }) => (summary === null ? [] : [{ name, summary }]));
  const width = Math.max(...listed.map(({ name }) => name.length));
  const lines = listed.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ['holdfast SUBCOMMAND [options]', '', ...lines, '', 'holdfast SUBCOMMAND --help tells more.'].join('\n');
}
