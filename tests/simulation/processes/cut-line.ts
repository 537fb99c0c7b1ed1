// The line between a desk and its server where both are real programs: a local port that passes bytes on, or does not.

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Chance } from '../world/chance.ts';

/**
 * The state of a line. `down`: connections are refused. `black-hole`: connections are accepted and nothing comes of them. `one-way`: data of the desk
 * arrives, answers of the server do not. `torn`: every answer breaks off somewhere. `answer-lost`: the connection ends where the answer
 * would begin, after the server has acted. `slow`: everything arrives late. `portal`: a page of a guest network answers everything.
 */
export type CutMode = 'up' | 'down' | 'black-hole' | 'one-way' | 'torn' | 'answer-lost' | 'slow' | 'portal';
export const CUT_MODES: readonly CutMode[] = [
  'up',
  'down',
  'black-hole',
  'one-way',
  'torn',
  'answer-lost',
  'slow',
  'portal',
];

/** Modes that break the connections open at their beginning. */
const BREAKING: ReadonlySet<CutMode> = new Set(['up', 'down', 'slow', 'portal']);

/** One desk's line. */
export type CutLine = {
  /** Where the desk finds its server. */
  readonly url: string;
  /** Changes the state of the line; requests under way break, or fall silent. */
  readonly set: (mode: CutMode) => void;
  /** The server is somewhere else from now on. */
  readonly leadTo: (url: string) => void;
  readonly close: () => Promise<void>;
};

/** Longest part of an answer that a torn line lets through. */
const LONGEST_PART = 3_000;
/** Longest delay of a slow line, each way. */
const LONGEST_DELAY_MS = 400;

const PORTAL_PAGE = '<html><title>Welcome</title>Accept our terms to go on</html>';
const PORTAL = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PORTAL_PAGE.length}\r\nConnection: close\r\n\r\n${PORTAL_PAGE}`;

/** Opens a line that leads to `url`. */
export async function openCutLine(url: string, chance: Chance): Promise<CutLine> {
  let [mode, target]: [CutMode, URL] = ['up', new URL(url)];
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer((desk) => {
    keep(desk);
    if (mode === 'down') return void desk.destroy();
    if (mode === 'black-hole') return void desk.resume();
    if (mode === 'portal') return void desk.once('data', () => desk.end(PORTAL));
    const delayMs = mode === 'slow' ? chance.between(20, LONGEST_DELAY_MS) : 0;
    const pass = (to: Socket, bytes: Buffer): unknown =>
      delayMs === 0 ? to.write(bytes) : setTimeout(() => to.writable && to.write(bytes), delayMs);
    const far = connect(Number(target.port), target.hostname);
    keep(far);
    desk.on('close', () => far.destroy());
    // Data under way on a slow line arrives before its end.
    far.on('close', () => (delayMs === 0 ? void desk.destroy() : void setTimeout(() => desk.end(), delayMs)));
    desk.on('data', (bytes) => (mode === 'black-hole' ? undefined : pass(far, bytes)));
    let left = chance.between(1, LONGEST_PART);
    far.on('data', (bytes) => {
      if (mode === 'black-hole' || mode === 'one-way') return;
      if (mode === 'answer-lost') return void desk.destroy();
      if (mode !== 'torn') {
        pass(desk, bytes);
        return;
      }
      desk.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) desk.destroy();
    });
  });
  await listening(server);
  const { port } = parseAddress(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    set: (next) => {
      mode = next;
      // A line that falls silent breaks no connection; every other change does.
      if (BREAKING.has(next)) for (const socket of open) socket.destroy();
    },
    leadTo: (next) => {
      target = new URL(next);
    },
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.listen(0, '127.0.0.1', resolve));

const parseAddress = (address: ReturnType<Server['address']>) => address as AddressInfo;
