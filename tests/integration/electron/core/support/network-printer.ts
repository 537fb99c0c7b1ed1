// A printer on a socket, as the raw port of a real one takes bytes: on, off, or out of paper.

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type NetworkPrinter = {
  readonly port: number;
  /** Its printed output, one entry for each connection. */
  readonly printed: string[];
  /** Pulls its plug: nothing listens at its port any more. */
  off(): Promise<void>;
  on(): Promise<void>;
};

/** One that is off at first; it keeps its port. */
export function networkPrinter(): NetworkPrinter {
  const printed: string[] = [];
  const state: { server: Server | null; port: number } = { server: null, port: 0 };
  const on = async (): Promise<void> => {
    const server = createServer((socket: Socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (part) => parts.push(part));
      socket.on('end', () => {
        printed.push(Buffer.concat(parts).toString('latin1'));
        socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(state.port, '127.0.0.1', resolve));
    state.server = server;
    state.port = (server.address() as AddressInfo).port;
  };
  return {
    get port() {
      return state.port;
    },
    printed,
    on,
    off: () => new Promise((resolve) => void state.server?.close(() => resolve())),
  };
}
