// One address for the machines of all branches: reads a machine's login, and connects it to the desk of its branch. All other messages pass between
// those two.

import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { kindOfError } from '../../../shared/core/error-place.ts';
import { SECOND_MS } from '../../../shared/core/instant.ts';
import { fieldOf, readSip2 } from '../../../shared/sip2/message.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { Sip2Listening } from '../../core/messages.ts';
import { writingOf } from '../../core/sip2/sip2-encoding.ts';
import { sip2Listener } from '../../core/sip2/sip2-server.ts';
import { openSip2Desks, type Sip2DeskAt, type Sip2DesksParts } from './sip2-desks.ts';

export type Sip2Front = { readonly at: Sip2Listening; readonly close: () => Promise<void> };

/** Longest login, and how long a machine may take for it. */
const LONGEST_BYTES = 1_024;
const LOGIN_MS = 60 * SECOND_MS;
const MOST_CONNECTIONS = 500;
/** Time for which a newly started desk, which does not have its accounts yet, is asked again. */
const LEARNS_MS = 45 * SECOND_MS;
/** The first wait before it is asked again; each further one is twice as long. */
const AGAIN_MS = 2 * SECOND_MS;
/** A wrong password counts each time, and the fifth locks the account for its other machines. */
const MOST_LOGINS = 4;
const WRITING = writingOf({ encoding: 'utf8', terminator: 'cr', errorDetection: false });
const REFUSED = /^940/;

/** Starts to listen. Rejects with HF-CLI-114 where the address is taken or not one of this computer. */
export async function startSip2Front(
  parts: Sip2DesksParts,
  { host, port, tls }: Sip2Listening,
  say: (line: string) => void,
): Promise<Sip2Front> {
  const desks = openSip2Desks(parts);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const take = async (machine: Socket) => {
    const login = await readLogin(machine);
    const branch = login === null ? null : await branchOf(parts, login);
    if (login === null || branch === null) {
      machine.end(WRITING.encode(`940${WRITING.terminator}`));
      return;
    }
    const { desk, answer } = await signIn(await desks.of(branch), login, {
      keep,
      mono: () => parts.clock.mono(),
      isWaitedFor: () => !machine.destroyed,
    });
    machine.write(answer);
    machine.setTimeout(0);
    join(machine, desk);
  };
  const server = sip2Listener(tls, (machine) => {
    keep(machine);
    machine.setTimeout(LOGIN_MS, () => machine.destroy());
    take(machine).catch((error: unknown) => {
      machine.destroy();
      say(`HF-CLI-114: a machine could not be connected to the desk of its branch: ${kindOfError(error)}`);
    });
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new HoldfastError('HF-CLI-114', { at: `${host}:${port}`, why: kindOfError(error) }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    at: { host, port: typeof address === 'object' && address !== null ? address.port : port },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await desks.close();
    },
  };
}

/** The bytes up to the first terminator and any bytes behind it; null where they are too many, or the connection ended. */
async function readLogin(machine: Socket): Promise<Buffer | null> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of machine.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, bytesOf(chunk)]);
    if (bytes.some((byte) => byte === 0x0d || byte === 0x0a)) return bytes;
    if (bytes.length > LONGEST_BYTES) return null;
  }
  return null;
}

async function branchOf({ store }: Sip2DesksParts, login: Buffer) {
  const end = login.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  const request = readSip2(login.subarray(0, end), { ...WRITING, detectsErrors: false });
  if (typeof request === 'string' || request.code !== '93') return null;
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return library?.desk?.sip2?.[fieldOf(request, 'CN')]?.branch ?? null;
}

type SigningIn = {
  readonly keep: (socket: Socket) => Socket;
  readonly mono: () => number;
  /** False: the machine has hung up. */
  readonly isWaitedFor: () => boolean;
};

/** Hands the login to a desk, a few times while it may not have the account yet. Resolves with the connection and its last answer. */
async function signIn(
  at: Sip2DeskAt,
  login: Buffer,
  { keep, mono, isWaitedFor }: SigningIn,
): Promise<{ readonly desk: Socket; readonly answer: Buffer }> {
  for (let logins = 1; ; logins += 1) {
    const desk = keep(connect(at.port, at.host));
    desk.write(login);
    const answer = await new Promise<Buffer>((resolve, reject) => {
      desk.once('data', resolve);
      desk.once('close', () => reject(new Error('the desk ended the connection')));
    });
    desk.pause();
    const isRefused = REFUSED.test(answer.toString('latin1'));
    const isLast = logins >= MOST_LOGINS || mono() - at.startedAt > LEARNS_MS;
    if (isWaitedFor() && (!isRefused || isLast)) return { desk, answer };
    desk.destroy();
    if (!isWaitedFor()) throw new Error('the machine ended the connection');
    await wait(AGAIN_MS * 2 ** (logins - 1));
  }
}

function join(machine: Socket, desk: Socket): void {
  machine.pipe(desk);
  desk.pipe(machine);
  machine.on('close', () => desk.destroy());
  desk.on('close', () => machine.destroy());
}

/** Bytes of a socket chunk; a socket without an encoding gives Buffers. */
function bytesOf(chunk: unknown): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0);
}
