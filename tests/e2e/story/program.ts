// Parts of the built program as processes of their own, as a newcomer would start them; killed as a power cut would.

import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { builtDir } from '../../support/project-dir.ts';

/** A running part and its ready line. */
export type Part<T> = {
  readonly ready: T;
  readonly pid: number;
  /** SIGKILL: nothing is closed, nothing is sent. */
  kill(): Promise<void>;
  /** SIGTERM, as an operating system ends a program. Resolves with its exit code. */
  end(): Promise<number>;
  readonly stderr: () => string;
};

export type Env = Readonly<Record<string, string>>;

const cli = (): string => join(builtDir(), 'node', 'cli.mjs');

/** Starts `holdfast args… --json` and waits for its line. */
export async function startPart<T>(args: readonly string[], env: Env): Promise<Part<T>> {
  const child = spawn(process.execPath, [cli(), ...args, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => Promise.reject(new Error(`holdfast ${args[0] ?? ''} ended with ${code}: ${errors}`))),
  ]);
  return {
    ready: JSON.parse(line) as T,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
    stderr: () => errors,
  };
}

export type Output = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `holdfast args…` to its end. */
export function runHoldfast(args: readonly string[], env: Env = {}): Promise<Output> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli(), ...args],
      { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}

/** The JSON lines that a command prints. */
export async function jsonLines<T>(args: readonly string[], env: Env = {}): Promise<T[]> {
  const { code, stdout, stderr } = await runHoldfast([...args, '--json'], env);
  if (code !== 0) throw new Error(`holdfast ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
