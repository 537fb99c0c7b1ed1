// A forwarder between a desk and its server that ended the encryption and may change anything on the way: requests before the server sees them,
// answers before the desk does. It keeps all messages.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Answered = { readonly status: number; readonly type: string; readonly body: string };

/** The forwarder's changes to messages; either part may be absent. */
export type Tamper = {
  /** The body that goes on to the server; null: the forwarder answers itself. */
  readonly request?: (seen: Seen) => string | null;
  /** The body that the desk gets. Lines of the feed come one by one; null leaves one out. */
  readonly answer?: (seen: Seen, answered: Answered) => string | null;
  /** Its own answer where it forwards nothing. */
  readonly instead?: (seen: Seen) => Answered;
};

export type Forwarder = {
  readonly url: string;
  readonly set: (tamper: Tamper | null) => void;
  /** Requests with acts, as the desk sent them. */
  readonly pushed: readonly Seen[];
  readonly close: () => Promise<void>;
};

/** Headers of one connection alone. */
const HOP_BY_HOP = new Set(['connection', 'host', 'content-length', 'transfer-encoding', 'keep-alive']);

/** Starts one in front of the server. */
export async function openForwarder(target: () => string): Promise<Forwarder> {
  const state: { tamper: Tamper | null } = { tamper: null };
  const pushed: Seen[] = [];
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const seen = await read(request);
    if (isPush(seen)) pushed.push(seen);
    const tamper = state.tamper ?? {};
    const body = tamper.request === undefined ? seen.body : tamper.request(seen);
    if (body === null) {
      const { status, type, body: text } = tamper.instead?.(seen) ?? { status: 503, type: 'text/plain', body: '' };
      return void response.writeHead(status, { 'content-type': type }).end(text);
    }
    const far = await fetch(new URL(seen.path, target()), {
      method: seen.method,
      headers: seen.headers,
      ...(seen.method === 'GET' ? {} : { body }),
    });
    const type = far.headers.get('content-type') ?? 'application/octet-stream';
    response.writeHead(far.status, { 'content-type': type });
    const change = (text: string) =>
      tamper.answer === undefined ? text : tamper.answer(seen, { status: far.status, type, body: text });
    if (!type.includes('ndjson')) {
      const bytes = Buffer.from(await far.arrayBuffer());
      const isText = tamper.answer !== undefined && type.includes('json');
      return void response.end(isText ? (change(bytes.toString('utf8')) ?? '') : bytes);
    }
    response.on('close', () => void far.body?.cancel().catch(() => undefined));
    await passLines(far, response, change);
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const parseAddress = (address: ReturnType<Server['address']>) => address as AddressInfo;
  return {
    url: `http://127.0.0.1:${parseAddress(server.address()).port}/`,
    set: (tamper) => {
      state.tamper = tamper;
    },
    pushed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether a request carries acts. */
export const isPush = ({ method, path }: Seen): boolean => method === 'POST' && path.startsWith('/v1/commands');

async function read(request: IncomingMessage): Promise<Seen> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !HOP_BY_HOP.has(name) ? [[name, value]] : [],
  );
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

async function passLines(
  far: Response,
  response: ServerResponse,
  change: (line: string) => string | null,
): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const part of far.body ?? []) {
    const lines = `${rest}${decoder.decode(part as Uint8Array, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const changed = change(line);
      if (changed !== null) response.write(`${changed}\n`);
    }
  }
  response.end(rest);
}
