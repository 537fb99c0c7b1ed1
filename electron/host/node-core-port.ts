// Starts the core as a child process of plain Node: the browser shell and the headless desk.

import { fork } from 'node:child_process';
import type { FromCore } from '../core/messages.ts';
import type { CorePort } from './core-port.ts';

/** Starts the core's entry file. Its log goes to this process's stderr. */
export function startNodeCore(entry: string): CorePort {
  const child = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  return {
    pid: child.pid ?? null,
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      const parseMessage = (message: unknown) => message as FromCore;
      child.on('message', (message) => listener(parseMessage(message)));
    },
    onExit: (listener) => {
      child.once('exit', listener);
      child.once('error', listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
