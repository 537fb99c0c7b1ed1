// The port of this process to its host: a message port in Electron's utilityProcess, the channel of a child process in plain Node.

import type { FromCore, ToCore } from './messages.ts';

/** How the core's entry speaks with the host. */
export type HostPort = {
  post(message: FromCore): void;
  onMessage(listener: (message: ToCore) => void): void;
  /** The host is gone. */
  onClose(listener: () => void): void;
};

type ParentPort = {
  postMessage(message: unknown): void;
  on(name: 'message', listener: (event: { data: unknown }) => void): void;
};

/** The port of this process. */
export function processPort(): HostPort {
  const parseMessage = (message: unknown) => message as ToCore;
  const parent = parseParentPort(process);
  if (parent !== undefined) {
    return {
      post: (message) => parent.postMessage(message),
      onMessage: (listener) => parent.on('message', (event) => listener(parseMessage(event.data))),
      onClose: () => undefined,
    };
  }
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => process.on('message', (message) => listener(parseMessage(message))),
    onClose: (listener) => process.on('disconnect', listener),
  };
}

/** `process.parentPort` exists in Electron's utility processes only. */
function parseParentPort(from: unknown): ParentPort | undefined {
  return (from as { parentPort?: ParentPort }).parentPort;
}
