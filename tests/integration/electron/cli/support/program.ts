// The command `holdfast` the way a person or a script runs it: commands that end by themselves run in this process, the
// others in their own. Programs that a test leaves running end with the test file.

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtDir, projectDir } from '../../../../support/project-dir.ts';
import { openInProcess } from './in-process.ts';

/** The exit code, signal and output of a process. */
export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running<T> = {
  /** Its ready line. */
  readonly ready: T;
  readonly pid: number;
  readonly child: ChildProcess;
  readonly stderr: () => string;
  /** Sends the signal and waits for the end. */
  readonly end: (signal?: NodeJS.Signals) => Promise<Ended>;
  readonly ended: Promise<Ended>;
};

export type Options = {
  /** `launcher`: as `npx holdfast` runs it. `built`: the built command line itself, which starts faster. Either is a process of its own. */
  readonly entry?: 'launcher' | 'built';
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly stdio?: StdioOptions;
  /** A group of its own, which takes signals as a whole, like that of a terminal. */
  readonly isGroup?: boolean;
};

export type Program = {
  /** A folder that goes with the program. */
  readonly dir: string;
  /** A path in it. */
  readonly path: (...parts: readonly string[]) => string;
  /** Runs `holdfast args…` to its end: in this process, unless an option asks for one of its own. */
  readonly run: (args: readonly string[], options?: Options) => Promise<Ended>;
  /** Runs it and parses the lines of JSON that it prints. Throws when it fails. */
  readonly lines: <T>(args: readonly string[], options?: Options) => Promise<T[]>;
  /** Starts `holdfast args… --json` and waits for its line. Throws with its output when it ends instead. */
  readonly start: <T>(args: readonly string[], options?: Options) => Promise<Running<T>>;
  /** Starts it and does not wait. */
  readonly spawn: (args: readonly string[], options?: Options) => Spawned;
  /** Ends running programs, and removes the folder. */
  readonly close: () => Promise<void>;
};

export type Spawned = { readonly child: ChildProcess; readonly ended: Promise<Ended>; readonly stderr: () => string };

/** One clear line with a code: the cause and the remedy. */
export const ONE_LINE = /^HF-[A-Z]+-\d{3}: [^\n]+; [^\n]+\n$/;

const withinMs = 60_000;

/** Opens a folder for programs, which keep their keys in it as well. `always`: options of each program by default. */
export function openProgram(always: Options = {}): Program {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
  const running = new Set<Spawned>();
  const runHere = openInProcess();
  const envOf = ({ env }: Options) => ({
    HOLDFAST_STATE_DIR: join(dir, 'state'),
    HOLDFAST_CHECK_OUTPUT: '1',
    ...env,
  });
  const spawnOne = (args: readonly string[], options: Options = {}): Spawned => {
    const env = envOf(options);
    const spawned = spawnHoldfast(args, { ...options, env, cwd: dir });
    running.add(spawned);
    void spawned.ended.then(() => running.delete(spawned));
    return spawned;
  };
  const run = async (args: readonly string[], own: Options = {}): Promise<Ended> => {
    const options = { ...always, ...own };
    if (!needsProcess(args, options)) {
      const printed = await within(null, args, runHere(args, { dir, env: envOf(options) }));
      return { ...printed, signal: null };
    }
    const { child, ended } = spawnOne(args, options);
    child.stdin?.end(options.input ?? '');
    return within(child, args, ended);
  };
  return {
    dir,
    path: (...parts) => join(dir, ...parts),
    run,
    spawn: spawnOne,
    lines: async <T>(args: readonly string[], options?: Options) => {
      const { code, stdout, stderr } = await run([...args, '--json'], options);
      if (code !== 0) throw new Error(`holdfast ${args.join(' ')} ended with ${code}: ${stderr}`);
      return parseLines<T>(stdout);
    },
    start: <T>(args: readonly string[], options: Options = {}) => {
      const spawned = spawnOne([...args, '--json'], options);
      return within(spawned.child, args, untilReady<T>(spawned, args));
    },
    close: async () => {
      const left = [...running];
      for (const { child } of left) child.kill('SIGKILL');
      await Promise.all(left.map(({ ended }) => ended));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Programs that run on until stopped. */
const RUNS_ON = ['serve', 'demo', 'practice', 'timeline', 'simulate'];

/**
 * Whether a command needs a process: a program that runs on, even where it cannot begin, a start of its own kind, something on its input, or a tool.
 */
function needsProcess([name = '', action = '']: readonly string[], options: Options): boolean {
  const runsOn = RUNS_ON.includes(name) || (name === 'desk' && action.startsWith('--'));
  const { entry, input, stdio, isGroup } = options;
  const isTool = name === 'rules' && action === 'check';
  return runsOn || isTool || [entry, input, stdio, isGroup].some((option) => option !== undefined);
}

/** The JSON values of a text, one a line. */
export function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Whether a process is there and not only waiting to be counted. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}

function spawnHoldfast(
  args: readonly string[],
  { entry = 'built', env, stdio, isGroup, cwd }: Options & { readonly cwd: string },
): Spawned {
  const script = entry === 'built' ? join(builtDir(), 'node', 'cli.mjs') : join(projectDir, 'build/bin/holdfast.cjs');
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    cwd,
    stdio: stdio ?? 'pipe',
    detached: isGroup ?? false,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program may end without reading its input.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}

async function untilReady<T>({ child, ended, stderr }: Spawned, args: readonly string[]): Promise<Running<T>> {
  const { stdout } = child;
  if (stdout === null) throw new Error('its output is not read');
  const line = await Promise.race([
    new Promise<string>((resolve) => {
      createInterface({ input: stdout }).once('line', resolve);
    }),
    ended.then(({ code }) => Promise.reject(new Error(`holdfast ${args.join(' ')} ended with ${code}: ${stderr()}`))),
  ]);
  return {
    ready: JSON.parse(line) as T,
    pid: child.pid ?? 0,
    child,
    stderr,
    ended,
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return within(child, args, ended);
    },
  };
}

/** A program that hangs fails its test instead of holding it up. */
async function within<T>(child: ChildProcess | null, args: readonly string[], result: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    child?.kill('SIGKILL');
    late.reject(new Error(`holdfast ${args.join(' ')} neither ended nor was ready within ${withinMs} ms`));
  }, withinMs);
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
