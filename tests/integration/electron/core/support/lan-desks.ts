// Desks of one branch in contact over real sockets, and a stranger who knocks at their ports.

import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { makeDeskCertificate } from '../../../../../db/keys/desk-certificate.ts';
import type { Signer } from '../../../../../db/keys/signing.ts';
import { tlsNet, type LanAddress } from '../../../../../electron/core/neighbors/tls-net.ts';
import { systemRandom } from '../../../../../electron/core/system-random.ts';
import { systemTimers } from '../../../../../electron/core/system-timers.ts';
import { PINS, type DeskWorld, type StaffName } from './desk-world.ts';
import { deskPlace, type DeskPlace, type RunningDesk } from './running-desk.ts';
import { until } from './until.ts';

export type LanDesk = RunningDesk & {
  readonly at: LanAddress;
  /** The number of connected desks. */
  readonly heard: () => Promise<number>;
};

export type LanDeskOptions = {
  readonly place?: DeskPlace;
  readonly addresses?: readonly LanAddress[];
  readonly branch?: string;
  readonly as?: StaffName;
  /** Absent = a free port. */
  readonly listen?: LanAddress;
  /** Whether its port is waited for; one that is taken does not open. Absent = yes. */
  readonly isWaitedFor?: boolean;
};

/** Allows the library's desks to exchange acts. */
export async function letDesksHear(world: DeskWorld): Promise<void> {
  await world.writer.changeLibrary((library) => ({ ...library, desk: { ...library.desk, lan: true } }));
}

/** A desk that listens, with a person signed in. With a place it is started again, from its files there. */
export async function lanDesk(world: DeskWorld, options: LanDeskOptions = {}): Promise<LanDesk> {
  const { place, addresses = [], branch = 'main', as = 'desk' } = options;
  const { listen = { host: '127.0.0.1', port: 0 }, isWaitedFor = true } = options;
  const listening: LanAddress[] = [];
  const neighborNet = tlsNet({
    listen,
    addresses,
    find: null,
    timers: systemTimers,
    random: systemRandom,
    listening: (address) => {
      listening.push(address);
    },
    log: () => undefined,
  });
  const desk = await world.desk({
    branch,
    neighborNet,
    place: place ?? deskPlace(),
    ...(await codeFor(world, options)),
  });
  if (place === undefined) await desk.settled();
  if (isWaitedFor) await until('the desk listens', () => listening.length > 0);
  await desk.ask('session.signIn', { staff: as, pin: PINS[as] });
  return {
    ...desk,
    at: listening.at(-1) ?? listen,
    heard: async () => (await desk.ask('sync.status', {})).neighbors?.heard ?? -1,
  };
}

async function codeFor(world: DeskWorld, { place, branch = 'main' }: LanDeskOptions) {
  return place === undefined ? { code: await world.code(branch) } : {};
}

/** A connection as anyone may make it. */
export type Knock = {
  readonly socket: TLSSocket;
  /** Text received so far. */
  readonly text: () => string;
  readonly ended: () => boolean;
};

/** Knocks at a port, with a certificate or without one. */
export async function knock(at: LanAddress, secrets: ConnectionOptions): Promise<Knock> {
  const socket = connect({
    ...at,
    ...secrets,
    ALPNProtocols: ['holdfast-branch/1'],
    rejectUnauthorized: false,
  });
  let text = '';
  let isEnded = false;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isEnded = true;
  });
  await Promise.race([once(socket, 'secureConnect'), once(socket, 'close')]);
  return { socket, text: () => text, ended: () => isEnded };
}

/** The certificate of a desk, as its program makes it. */
export const secretsOf = (signer: Signer): ConnectionOptions => makeDeskCertificate(signer);
