// The line between a desk and its server, as a TCP proxy: it can be cut, lead elsewhere, and lose answers that the server has given.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A request as it went over the line. */
export type Sent = { readonly path: string; readonly body: string };

export type Line = {
  /** The address that the desk takes for its server. */
  readonly url: string;
  /** Every request that has gone over the line, in order. */
  readonly sent: readonly Sent[];
  /** Answers that were lost so far. */
  readonly lost: number;
  /** Breaks every connection and lets no new one through. */
  cut(): void;
  /** Ends every fault. */
  mend(): void;
  /** Leads to another server from the next connection on. */
  leadTo(url: string): void;
  /** Loses the answers to requests for this path, once the server has begun to give them, and cuts the line with the first. */
  loseAnswers(path: string): void;
  /** Breaks every connection on which this path is asked for, before it reaches the server. */
  refuse(path: string): void;
  /** The same for every path, with its query, that is like this. */
  refuseLike(target: RegExp): void;
  close(): Promise<void>;
};

/** Opens a line to a server. */
export async function openLine(to: string): Promise<Line> {
  const sent: Sent[] = [];
  const sockets = new Set<Socket>();
  let target = new URL(to);
  let isCut = false;
  let losing: string | null = null;
  let refusing: string | null = null;
  let refusingLike: RegExp | null = null;
  let lost = 0;
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((desk) => {
    if (isCut) return void desk.destroy();
    const central = connect(Number(target.port), target.hostname);
    const end = () => {
      desk.destroy();
      central.destroy();
    };
    const requests = readRequests((request) => sent.push(request));
    for (const socket of [desk, central]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    desk.on('data', (bytes) => {
      requests.take(bytes);
      const isRefused = requests.path() === refusing || refusingLike?.test(requests.target()) === true;
      if (isRefused) end();
      else central.write(bytes);
    });
    central.on('data', (bytes) => {
      if (losing === null || requests.path() !== losing) return void desk.write(bytes);
      lost += 1;
      isCut = true;
      breakAll();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = parseAddress(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    get lost() {
      return lost;
    },
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
      losing = null;
      refusing = null;
      refusingLike = null;
    },
    leadTo: (url) => {
      target = new URL(url);
      breakAll();
    },
    loseAnswers: (path) => {
      losing = path;
    },
    refuse: (path) => {
      refusing = path;
    },
    refuseLike: (target) => {
      refusingLike = target;
    },
    close: async () => {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const parseAddress = (address: unknown) => address as AddressInfo;

/** Reads HTTP requests out of the bytes of one connection. */
function readRequests(onRequest: (request: Sent) => void): {
  take(bytes: Buffer): void;
  path(): string;
  target(): string;
} {
  let rest = '';
  let path = '';
  let target = '';
  return {
    path: () => path,
    target: () => target,
    take: (bytes) => {
      rest += bytes.toString('latin1');
      for (;;) {
        const headEnd = rest.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const head = rest.slice(0, headEnd);
        target = /^\S+ (\S+)/.exec(head)?.[1] ?? '';
        path = target.replace(/\?.*$/, '');
        const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        const end = headEnd + 4 + length;
        if (rest.length < end) return;
        onRequest({ path, body: Buffer.from(rest.slice(headEnd + 4, end), 'latin1').toString('utf8') });
        rest = rest.slice(end);
      }
    },
  };
}
