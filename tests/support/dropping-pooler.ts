// Stands between a client and PostgreSQL as a pooler that is configured to ignore the parameter `options` of a start-up message: it passes everything
// on but that.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type DroppingPooler = {
  /** The URL of the database, through it. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Opens it before the database of a URL. */
export async function openDroppingPooler(behind: string): Promise<DroppingPooler> {
  const { hostname, port } = new URL(behind);
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const socket of [from, to]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => [from, to].forEach((one) => one.destroy()));
    }
    from.once('data', (first: Buffer) => {
      to.write(withoutOptions(first));
      from.pipe(to);
    });
    to.pipe(from);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(behind);
  url.host = `127.0.0.1:${parseAddress(server.address()).port}`;
  return {
    url: url.href,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const parseAddress = (address: unknown) => address as AddressInfo;

/** A start-up message is its length, the version of the protocol, and names and values that end with a zero each. */
function withoutOptions(message: Buffer): Buffer {
  const texts = message.subarray(8).toString('utf8').split('\0');
  const kept = Array.from({ length: Math.floor(texts.length / 2) }, (_, n) => texts.slice(2 * n, 2 * n + 2)).filter(
    ([name]) => name !== '' && name !== 'options',
  );
  const body = Buffer.from(`${kept.map((pair) => `${pair.join('\0')}\0`).join('')}\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  message.copy(head, 4, 4, 8);
  return Buffer.concat([head, body]);
}
