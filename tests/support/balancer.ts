// One address before several servers: each request goes to the next of them, so that a desk meets another server with every request.
// A server that does not take a connection is passed over; one that breaks in the middle of an answer breaks the answer.

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Balancer = {
  /** The address that desks take for their server. */
  readonly url: string;
  /** Requests that each server was given, in the order of the addresses. */
  readonly given: readonly number[];
  /** A server is at another address from now on. */
  readonly move: (index: number, url: string) => void;
  readonly close: () => Promise<void>;
};

/** Opens the address before servers at these. */
export async function openBalancer(urls: readonly string[]): Promise<Balancer> {
  const targets = [...urls];
  const given = targets.map(() => 0);
  let turn = 0;
  const server = createServer((from, to) => {
    const parts: Buffer[] = [];
    from.on('data', (part: Buffer) => parts.push(part));
    from.on('end', () => {
      turn += 1;
      pass(turn, targets.length);
    });
    const pass = (at: number, left: number): void => {
      const index = at % targets.length;
      const target = targets[index] ?? '';
      const onward = request(
        new URL(from.url ?? '/', target),
        { method: from.method ?? 'GET', headers: from.headers, agent: false },
        (answer) => {
          given[index] = (given[index] ?? 0) + 1;
          giveBack(answer, to);
        },
      );
      to.on('close', () => onward.destroy());
      onward.on('error', (error) => {
        const isAway = 'code' in error && error.code === 'ECONNREFUSED';
        if (isAway && left > 1) pass(at + 1, left - 1);
        else to.destroy();
      });
      onward.end(Buffer.concat(parts));
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = parseAddress(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    given,
    move: (index, url) => {
      targets[index] = url;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const parseAddress = (address: unknown) => address as AddressInfo;

function giveBack(answer: IncomingMessage, to: ServerResponse): void {
  to.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.on('error', () => to.destroy());
  answer.on('close', () => {
    if (!answer.complete) to.destroy();
  });
  answer.pipe(to);
}
