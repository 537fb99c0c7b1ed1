// The window of a clone: Electron as a process below the command line. How it ends is listened to, from the first moment.

import { spawn } from 'node:child_process';
import { SAID_WHY } from '../../main/exit-codes.ts';

/** A window that ends this soon has not been worked in. */
const earlyMs = 15_000;

/** How the window's process ended. */
export type WindowEnd = {
  /** It did not start at all. */
  readonly error: Error | null;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether it was ended on request. */
  readonly wasTold: boolean;
  readonly isEarly: boolean;
  /** Whether it showed the reason of its end in a window. */
  readonly hasSaidWhy: boolean;
};

export type ElectronWindow = {
  readonly pid: number | null;
  close(): Promise<void>;
  /** Never rejects. */
  readonly ended: Promise<WindowEnd>;
};

/** Starts Electron; `command` is the binary and its arguments. */
export function openElectronWindow(command: readonly [string, ...string[]], ownEnv: NodeJS.ProcessEnv): ElectronWindow {
  const [binary, ...args] = command;
  // A terminal inside another Electron program may hand this down; the binary would run as plain Node and show nothing.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = ownEnv;
  const child = spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  let [isEarly, wasTold] = [true, false];
  const later = setTimeout(() => (isEarly = false), earlyMs).unref();
  const ended = new Promise<WindowEnd>((resolve) => {
    const end = (how: Pick<WindowEnd, 'error' | 'code' | 'signal'>) => {
      clearTimeout(later);
      resolve({ ...how, wasTold, isEarly, hasSaidWhy: how.code === SAID_WHY });
    };
    child.once('error', (error) => {
      // A signal that could not be delivered is an error too, and ends nothing.
      if (child.pid === undefined) end({ error, code: null, signal: null });
    });
    child.once('exit', (code, signal) => end({ error: null, code, signal }));
  });
  return {
    pid: child.pid ?? null,
    ended,
    close: async () => {
      wasTold = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
