// The local socket for the command line: passes requests to a running core, which alone can open its files. One JSON line in, one out; open to the OS
// user alone.

import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { answerCommand, type Answering } from './command-answers.ts';

export type CommandSocket = { close(): void };

/** Longest path of a Unix socket on the systems that matter. */
const longestPath = 100;
const RequestSchema = z.object({ name: z.string(), input: z.unknown() });

/** Where the socket of a data folder is. */
export function socketPath(dir: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\holdfast-${Buffer.from(dir).toString('hex').slice(-60)}`
    : join(dir, 'core.sock');
}

/** Listens beside the data. A folder whose path is too long for a socket goes without; the command line then opens the files itself. */
export async function startCommandSocket(dir: string, answering: Answering): Promise<CommandSocket> {
  const path = socketPath(dir);
  if (process.platform !== 'win32' && Buffer.byteLength(path) > longestPath) return { close: () => undefined };
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server = createServer((socket) => serveSocket(socket, answering));
  const previous = process.umask(0o177);
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.listen(path, resolve);
  });
  process.umask(previous);
  return { close: () => void server.close() };
}

function serveSocket(socket: Socket, answering: Answering): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end < 0) return;
    const line = text.slice(0, end);
    text = '';
    void answerLine(answering, line).then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
  });
}

async function answerLine(answering: Answering, line: string): Promise<unknown> {
  const parsed = RequestSchema.safeParse(parseJson(line));
  if (!parsed.success) return { ok: false, error: { code: 'HF-UI-007', message: 'the line is not a request' } };
  try {
    return await answerCommand(answering, parsed.data.name, parsed.data.input);
  } catch {
    // The caller opens the files itself, or reports why it cannot; the desk goes on.
    return { ok: false, error: { code: 'HF-UI-007', message: 'the core could not answer' } };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
