// Requests as bytes that no HTTP client would send. The answer is all bytes until the connection ends or is quiet.

import { connect } from 'node:net';

export type RawAnswer = {
  /** Null: the connection ended, or was quiet, without an answer. */
  readonly status: number | null;
  readonly body: string;
};

const QUIET_MS = 1_500;

/** Sends bytes on a connection of their own. */
export function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const parts: Buffer[] = [];
    const finish = () => {
      socket.destroy();
      resolve(readAnswer(textOf(parts)));
    };
    socket.setTimeout(QUIET_MS, finish);
    socket.on('data', (part: Buffer) => {
      parts.push(part);
      if (isWhole(textOf(parts))) finish();
    });
    socket.on('error', () => undefined);
    socket.on('close', finish);
    socket.write(bytes);
  });
}

/** The received text, without the go-ahead that some requests ask for. */
function textOf(parts: readonly Buffer[]): string {
  return Buffer.concat(parts)
    .toString('latin1')
    .replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');
}

function isWhole(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, headEnd))?.[1];
  return length !== undefined && text.length >= headEnd + 4 + Number(length);
}

function readAnswer(text: string): RawAnswer {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  const headEnd = text.indexOf('\r\n\r\n');
  return { status: status === undefined ? null : Number(status), body: headEnd < 0 ? '' : text.slice(headEnd + 4) };
}

export type RawOptions = {
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly host?: string;
};

/** A request as text, with the length of its body. */
export function rawRequest(method: string, path: string, options: RawOptions = {}): Buffer {
  const { headers = [], body = '', host = 'server' } = options;
  const length = Buffer.byteLength(body);
  const own = headers.some(([name]) => name.toLowerCase() === 'content-length');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(own || (length === 0 && method === 'GET') ? [] : [`Content-Length: ${length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body, 'utf8')]);
}
