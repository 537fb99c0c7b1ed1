// A request as bytes on a socket: no client cleans up its address, and a test decides when each part is sent.

import { connect, type Socket } from 'node:net';

/** All bytes from a server on a connection until it ended it. */
export type RawAnswer = { readonly status: number; readonly text: string };

/** Opens a connection to a port of this computer. */
export function openRaw(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Resolves when the server ended the connection. A reset counts as an end. */
export function untilEnded(socket: Socket): Promise<RawAnswer> {
  let text = '';
  socket.on('data', (piece: Buffer) => (text += piece.toString()));
  return new Promise((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }));
  });
}

/** Sends a request line with its headers and reads the whole answer. */
export async function sendRaw(
  port: number,
  line: string,
  { headers = {}, body = '' }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
): Promise<RawAnswer> {
  const socket = await openRaw(port);
  const all = { host: `127.0.0.1:${port}`, connection: 'close', 'content-length': String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  return untilEnded(socket);
}

const encoded = (text: string) =>
  `%${Buffer.from(text)
    .toString('hex')
    .replace(/..(?=.)/g, '$&%')}`;

/** Ways to write an address that some part of some server may take for the same. */
export function spellingsOf(path: string, port: number): readonly string[] {
  const [, folder = '', name = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const own = `http://127.0.0.1:${port}`;
  return [
    path,
    `/${encoded(folder)}/${name}`,
    `/${encoded(folder).toUpperCase()}/${name}`,
    `/%61${folder.slice(1)}/${name}`,
    `/${folder}/${encoded(name)}`,
    `/${folder}%2f${name}`,
    `/%2f${folder}/${name}`,
    `/%25${encoded(folder).slice(1)}/${name}`,
    `/${folder.toUpperCase()}/${name}`,
    `/${folder[0]?.toUpperCase() ?? ''}${folder.slice(1)}/${name}`,
    `/${folder}/%25${encoded(name).slice(1)}`,
    `/${folder}//${name}`,
    `//${folder}/${name}`,
    `/./${folder}/${name}`,
    `/%2e/${folder}/${name}`,
    `/assets/../${folder}/${name}`,
    `/assets/%2e%2e/${folder}/${name}`,
    `/${folder};v=1/${name}`,
    `/${folder}/${name}/`,
    `/${folder}/${name}?page=/assets/page.js`,
    `/${folder}/${name}#/assets/page.js`,
    `/${folder}/${name};`,
    `/${folder}/${name}.json`,
    `/${folder}/${name}%00`,
    `/${folder}/${name}%20`,
    `\\${folder}\\${name}`,
    `/\u00a0${folder}/${name}`,
    `*${path}`,
    `/${folder}\\${name}`,
    `${folder}/${name}`,
    `${own}${path}`,
    `${own}/%61${folder.slice(1)}/${name}`,
    `HTTP://127.0.0.1:${port}${path}`,
    `http://someone@127.0.0.1:${port}${path}`,
    `http://example.org${path}`,
    `https://127.0.0.1:${port}${path}`,
    `file://${path}`,
  ];
}
