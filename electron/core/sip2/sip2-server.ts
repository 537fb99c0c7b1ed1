// Listens for machines that speak SIP2: each connection is answered message by message, in its order.

import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { kindOfError } from '../../../shared/core/error-place.ts';
import type { Sip2Listening } from '../messages.ts';
import type { Core } from '../start-core.ts';
import { Sip2Connection } from './sip2-connection.ts';

export type Sip2Server = { readonly at: Sip2Listening; readonly close: () => Promise<void> };

/** Longest message: the longest of the protocol is well under a thousand characters. */
const LONGEST_BYTES = 8_192;
const MOST_CONNECTIONS = 200;
/** A machine that is silent for so long is gone; most ask for the status every few minutes. */
const SILENT_MS = 30 * 60_000;
/** A connection without a sign-in takes a place from another. */
const UNNAMED_MS = 60_000;
const CR = 0x0d;
const LF = 0x0a;

/** A machine that begins to speak TLS and does not go on. */
const HANDSHAKE_MS = 10_000;

/**
 * Starts to listen. `onFault`: called with an error that ends a connection and is not the machine's fault. Rejects with HF-CLI-114 where the address
 * is taken or not one of this computer, with HF-SERVER-011 where the certificate cannot be read.
 */
export async function startSip2(
  core: Core,
  { host, port, tls }: Sip2Listening,
  onFault: (error: unknown) => void,
): Promise<Sip2Server> {
  const sockets = new Set<Socket>();
  const paying = new Map<string, Promise<unknown>>();
  const take = (socket: Socket) => serve(new Sip2Connection(core, paying), socket, onFault);
  const server = sip2Listener(tls, take);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new HoldfastError('HF-CLI-114', { at: `${host}:${port}`, why: kindOfError(error) }));
    });
    server.listen(port, host, resolve);
  });
  server.on('error', onFault);
  return {
    at: { host, port: portOf(server, port) },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A server that hands on each machine, in the clear or over TLS. Throws HF-SERVER-011 where the certificate cannot be read. */
export function sip2Listener(tls: Sip2Listening['tls'], take: (machine: Socket) => void): Server {
  return tls === undefined ? createServer(take) : createTlsServer(tlsOptions(tls), take);
}

function tlsOptions({ cert, key }: NonNullable<Sip2Listening['tls']>) {
  const read = (file: string) => {
    try {
      return readFileSync(file);
    } catch (cause) {
      throw new HoldfastError('HF-SERVER-011', { file }, { cause });
    }
  };
  return { cert: read(cert), key: read(key), minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS } as const;
}

function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

function serve(connection: Sip2Connection, socket: Socket, onFault: (error: unknown) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  let turn: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.setTimeout(UNNAMED_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    const { messages, rest: left } = cut(rest);
    rest = left;
    if (rest.length > LONGEST_BYTES || messages.some(({ length }) => length > LONGEST_BYTES)) {
      socket.destroy();
      return;
    }
    if (messages.length === 0) return;
    // Input that arrives meanwhile waits in the system: this slows down a machine that floods this end.
    socket.pause();
    turn = turn.then(async () => {
      try {
        await answerAll(connection, socket, messages);
        if (connection.isSignedIn()) socket.setTimeout(SILENT_MS);
      } catch (error) {
        // A refusal, such as while the copy is being loaded, is no fault.
        if (!(error instanceof HoldfastError)) onFault(error);
        socket.destroy();
      }
      socket.resume();
    });
  });
}

async function answerAll(connection: Sip2Connection, socket: Socket, messages: readonly Buffer[]): Promise<void> {
  for (const message of messages) {
    if (socket.destroyed) return;
    const { bytes, ends } = await connection.take(message);
    if (bytes !== null) socket.write(bytes);
    if (!ends) continue;
    socket.end();
    return;
  }
}

/** Cuts the input at each terminator; machines end messages with CR, some with CR LF. */
function cut(bytes: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== CR && bytes[at] !== LF) continue;
    if (at > from) messages.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return { messages, rest: bytes.subarray(from) };
}
