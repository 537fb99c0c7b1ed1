// The HTTP server of a stand-in for another library system: it goes away, and comes back at the same address.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type HttpStandIn = {
  readonly url: string;
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
};

/** Opens it. `answer`: gets each request with its text. */
export async function openHttpStandIn(
  answer: (request: IncomingMessage, response: ServerResponse, text: string) => void,
): Promise<HttpStandIn> {
  let server: Server | null = null;
  let port = 0;
  const up = async (): Promise<void> => {
    const made = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')));
    });
    server = made;
    await new Promise<void>((resolve, reject) => made.once('error', reject).listen(port, '127.0.0.1', resolve));
    const address = made.address();
    port = typeof address === 'object' && address !== null ? address.port : port;
  };
  const down = async (): Promise<void> => {
    const ending = server;
    server = null;
    ending?.closeAllConnections();
    if (ending !== null) await new Promise((resolve) => ending.close(resolve));
  };
  await up();
  return { url: `http://127.0.0.1:${port}`, up, down };
}
