// Starts the core in Electron's utilityProcess: a crash or a long report there never takes the window down.

import { app, utilityProcess } from 'electron';
import type { CorePort } from '../host/core-port.ts';
import type { FromCore } from '../core/messages.ts';

/** Resolves when utility processes can be started. */
export const whenReady = (): Promise<void> => app.whenReady();

/** Starts the core's entry file in a utility process. */
/** `env`: what is added to the environment of this process. */
export function startUtilityCore(entry: string, env: NodeJS.ProcessEnv): CorePort {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Holdfast desk core',
    stdio: 'inherit',
    env,
  });
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
