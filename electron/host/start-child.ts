// Starts a part of the program as a process of its own and waits for its one line of JSON. A channel ties the two: when the one that started
// it is gone, however it ended, the part ends as well.

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A started part. `ended` resolves with its exit code. */
export type StartedChild<T> = {
  readonly ready: T;
  readonly pid: number;
  close(): Promise<void>;
  readonly ended: Promise<number>;
};

/** The part ended before it was ready; its output is on stderr already. */
export class ChildFailed extends Error {
  override readonly name = 'ChildFailed';
}

export type ChildRequest<T> = {
  /** Program and its first arguments. */
  readonly command: readonly [string, ...string[]];
  readonly args: readonly string[];
  /** All of its environment; that of this process when not given. */
  readonly env?: NodeJS.ProcessEnv;
  readonly parseReady: (text: string) => T;
  /** Where its words to people go; to those of this process when not given. */
  readonly stderr?: 'inherit' | 'ignore';
};

/** Runs the command with `args`; resolves with the first line of its stdout, parsed. */
export async function startChild<T>({
  command,
  args,
  env,
  parseReady,
  stderr = 'inherit',
}: ChildRequest<T>): Promise<StartedChild<T>> {
  const [program, ...first] = command;
  const child = spawn(program, [...first, ...args], {
    ...(env === undefined ? {} : { env }),
    stdio: hasChannels(process) ? ['ignore', 'pipe', stderr, 'ipc'] : ['ignore', 'pipe', stderr],
  });
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const line = await Promise.race([firstLine(child), ended.then(() => null)]);
  if (line === null) throw new ChildFailed(`${args[0] ?? program} did not start`);
  return {
    ready: await parsed(line),
    pid: child.pid ?? 0,
    ended,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };

  /** A part whose first line is wrong is not left running. */
  async function parsed(text: string): Promise<T> {
    try {
      return parseReady(text);
    } catch (error) {
      child.kill('SIGKILL');
      await ended;
      throw new ChildFailed(`${args[0] ?? program} said something else than that it is ready`, { cause: error });
    }
  }
}

/** The facts of the process that decide how it is tied to its parent. */
export type TiedProcess = Pick<NodeJS.Process, 'platform' | 'versions' | 'ppid' | 'connected' | 'once' | 'kill'>;

/** Electron gives its own processes no channel on Windows. */
const hasChannels = ({ platform, versions }: Pick<TiedProcess, 'platform' | 'versions'>): boolean =>
  platform !== 'win32' || versions['electron'] === undefined;

/** Resolves when the process that started this one by `startChild` is gone; never in a process that was not started so. */
export function starterGone(own: TiedProcess = process, lookEveryMs = 2_000): Promise<void> {
  return new Promise((resolve) => {
    if (own.connected) own.once('disconnect', resolve);
    if (hasChannels(own)) return;
    const looking = setInterval(() => {
      if (isThere(own)) return;
      clearInterval(looking);
      resolve();
    }, lookEveryMs);
    looking.unref();
  });
}

function isThere({ ppid, kill }: TiedProcess): boolean {
  try {
    return kill(ppid, 0);
  } catch {
    return false;
  }
}

/** The first line that is not blank: on Windows Electron begins its output with an empty one. */
function firstLine(child: ChildProcess): Promise<string | null> {
  const { stdout } = child;
  if (stdout === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      if (line.trim() === '') return;
      resolve(line);
      lines.close();
      // Later output has no use and must not block the part.
      stdout.resume();
    });
  });
}
