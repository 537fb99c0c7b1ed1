// The network of the branch over TLS: a listener, and a connection to each address that is known. Both ends prove the key of a desk in the handshake,
// and before that not a byte is sent: a stranger sees a port, and a certificate that names nothing.

import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { kindOfError } from '../../../shared/core/error-place.ts';
import type { Random, Timers } from '../../../shared/core/ports.ts';
import { LONGEST_NEIGHBOR_LINE } from '../../../shared/wire/neighbor-lines.ts';
import { makeDeskCertificate, provenKey } from '../../../db/keys/desk-certificate.ts';
import { ED25519 } from '../../../db/keys/signing.ts';
import type { ConnectionEars, NeighborEars, NeighborNet } from './neighbor-net.ts';

/** Where something listens. */
export type LanAddress = { readonly host: string; readonly port: number };

/** Finds addresses of other desks, and lets them find this one. */
export type Finder = (
  own: { readonly port: number },
  found: (address: LanAddress) => void,
) => { readonly stop: () => void };

export type TlsNetOptions = {
  /** Port 0 takes a free one. */
  readonly listen: LanAddress;
  /** Addresses that are known. */
  readonly addresses: readonly LanAddress[];
  /** Null: only the known addresses are tried. */
  readonly find: Finder | null;
  readonly timers: Timers;
  readonly random: Random;
  /** Called with the port that it listens on. */
  readonly listening?: (at: LanAddress) => void;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

const ALPN = ['holdfast-branch/1'];
const HANDSHAKE_MS = 5_000;
const MOST_CONNECTIONS = 128;
const MOST_ADDRESSES = 64;
/** A far end that has so much to read takes nothing any more. */
const MOST_UNSENT = 4 * 1024 * 1024;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const LISTEN_AGAIN_MS = 30_000;
const STRANGERS_TOLD_EVERY_MS = 60_000;

/** The network. If its port is taken, it logs HF-PEER-001 and tries again. */
export function tlsNet(options: TlsNetOptions): NeighborNet {
  return async (ears) => {
    const net = new TlsNet(options, ears);
    await net.open();
    return { close: () => net.close() };
  };
}

class TlsNet {
  readonly #options: TlsNetOptions;
  readonly #ears: NeighborEars;
  readonly #secrets: ReturnType<typeof makeDeskCertificate>;
  readonly #sockets = new Set<Socket>();
  readonly #dialed = new Map<string, { retryMs: number; cancel: () => void }>();
  readonly #server: ReturnType<typeof createServer>;
  #finder: { readonly stop: () => void } | null = null;
  #strangers = 0;
  #cancelTelling: (() => void) | null = null;
  #cancelListening: (() => void) | null = null;
  #isClosed = false;

  constructor(options: TlsNetOptions, ears: NeighborEars) {
    this.#options = options;
    this.#ears = ears;
    this.#secrets = makeDeskCertificate(ears.signer);
    const settings = { ...this.#settings(), requestCert: true, handshakeTimeout: HANDSHAKE_MS };
    this.#server = createServer(settings, (socket) => this.#secured(socket));
    this.#server.maxConnections = MOST_CONNECTIONS;
    this.#server.on('connection', (socket: Socket) => this.#keep(socket));
    this.#server.on('tlsClientError', (error) => this.#stranger(null, !isHangUp(error)));
  }

  /** Dials in any case: of two desks it is enough that one listens. */
  async open(): Promise<void> {
    for (const address of this.#options.addresses) this.#dial(address);
    await this.#listen();
  }

  /** A port that is taken is tried again, and logged once. */
  async #listen(isTold = false): Promise<void> {
    const { listen, find, listening, log, timers } = this.#options;
    const error = await new Promise<Error | null>((resolve) => {
      this.#server.once('error', resolve);
      this.#server.listen(listen.port, listen.host, () => {
        this.#server.off('error', resolve);
        resolve(null);
      });
    });
    if (this.#isClosed) return;
    if (error !== null) {
      this.#ears.listens(false);
      if (!isTold) log('HF-PEER-001', { at: `${listen.host}:${listen.port}`, why: kindOfError(error) });
      this.#cancelListening = timers.after(LISTEN_AGAIN_MS, () => void this.#listen(true));
      return;
    }
    this.#server.on('error', () => undefined);
    const bound = this.#server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : listen.port;
    this.#ears.listens(true);
    listening?.({ host: listen.host, port });
    this.#finder = find?.({ port }, (address) => this.#dial(address)) ?? null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#finder?.stop();
    this.#cancelTelling?.();
    this.#cancelListening?.();
    for (const { cancel } of this.#dialed.values()) cancel();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  /** No tickets: each connection proves its keys anew. */
  #settings() {
    return {
      ...this.#secrets,
      ALPNProtocols: ALPN,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: false,
      secureOptions: constants.SSL_OP_NO_TICKET,
    } as const;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  /** Keeps a connection to an address, for as long as the network is open. */
  #dial({ host, port }: LanAddress): void {
    const name = `${host} ${port}`;
    if (this.#dialed.has(name) || this.#dialed.size >= MOST_ADDRESSES) return;
    const dialing = { retryMs: FIRST_RETRY_MS, cancel: () => undefined as void };
    this.#dialed.set(name, dialing);
    const again = () => {
      if (this.#isClosed) return;
      const wait = dialing.retryMs * (0.5 + this.#options.random.fraction());
      dialing.retryMs = Math.min(LONGEST_RETRY_MS, dialing.retryMs * 2);
      dialing.cancel = this.#options.timers.after(wait, open);
    };
    const open = () => {
      const socket = connect({ ...this.#settings(), host, port, timeout: HANDSHAKE_MS });
      this.#keep(socket);
      socket.once('timeout', () => socket.destroy());
      socket.once('close', again);
      socket.once('secureConnect', () => {
        socket.setTimeout(0);
        if (this.#secured(socket)) dialing.retryMs = FIRST_RETRY_MS;
      });
    };
    open();
  }

  /** A finished handshake: the far end has the key of its certificate. False: it is no desk of the branch. */
  #secured(socket: TLSSocket): boolean {
    const certificate = socket.getPeerX509Certificate();
    const publicKey = certificate === undefined ? null : provenKey(certificate, ED25519);
    // One list of addresses may serve all desks: its own is in it.
    if (publicKey === this.#ears.signer.publicKey) {
      socket.destroy();
      return false;
    }
    const isMeant = socket.alpnProtocol === ALPN[0] && publicKey !== null && this.#ears.isTrusted(publicKey);
    if (this.#isClosed || !isMeant) {
      this.#stranger(publicKey);
      socket.destroy();
      return false;
    }
    this.#keep(socket);
    socket.setNoDelay(true);
    const ears = this.#ears.opened({
      publicKey,
      send: (line) => {
        if (socket.destroyed || socket.writableLength > MOST_UNSENT) return false;
        socket.write(`${line}\n`);
        return true;
      },
      close: () => socket.destroy(),
    });
    if (ears === null) {
      socket.destroy();
      return false;
    }
    socket.on('close', () => ears.closed());
    readLines(socket, ears);
    return true;
  }

  /** Counts strangers, and logs them once a minute: repeated knocks must not fill the log. */
  #stranger(publicKey: string | null, isTold = true): void {
    this.#strangers += 1;
    if (isTold) this.#ears.refused(publicKey);
    this.#cancelTelling ??= this.#options.timers.after(STRANGERS_TOLD_EVERY_MS, () => {
      this.#options.log('neighbors.strangers', { refused: this.#strangers });
      this.#strangers = 0;
      this.#cancelTelling = null;
    });
  }
}

/** The far end left before it was refused, as a desk does that does not know this one yet. */
const isHangUp = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';

/** Tells each line; one that never ends ends the connection. */
function readLines(socket: TLSSocket, ears: ConnectionEars): void {
  let begun: string[] = [];
  let length = 0;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const [first = '', ...rest] = chunk.split('\n');
    begun.push(first);
    length += first.length;
    for (const next of rest) {
      if (socket.destroyed) return;
      ears.line(begun.join(''));
      begun = [next];
      length = next.length;
    }
    if (length > LONGEST_NEIGHBOR_LINE) socket.destroy();
  });
}
