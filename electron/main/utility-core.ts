// Starts the core in Electron's utilityProcess: a crash or a long report there never takes the window down.

import { app, utilityProcess } from 'electron';
import type { CorePort } from '../host/core-port.ts';
import type { FromCore } from '../core/messages.ts';
import type { Log } from './rotating-log.ts';

/** Resolves when utility processes can be started. */
export const whenReady = (): Promise<void> => app.whenReady();

/** Starts the core's entry file in a utility process. `env` is its whole environment. Its words go to `log`; null = to where those of this process go. */
export function startUtilityCore(entry: string, env: NodeJS.ProcessEnv, log: Log | null): CorePort {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Holdfast desk core',
    stdio: log === null ? 'inherit' : ['ignore', 'ignore', 'pipe'],
    env,
  });
  child.stderr?.on('data', (text: Buffer) => log?.write(text.toString()));
  return {
    get pid() {
      return child.pid ?? null;
    },
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      const parseMessage = (message: unknown) => message as FromCore;
      child.on('message', (message: unknown) => listener(parseMessage(message)));
    },
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
