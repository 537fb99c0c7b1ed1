// Serves the built page with the fake desk behind it, over the same loopback protocol as the browser shell.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { METHODS } from '../../../shared/bridge/contract.ts';
import { CallMemory, type CallCore } from '../../../electron/host/call-memory.ts';
import { PAGE_HEADERS } from '../../../electron/host/page-files.ts';
import { openFarDesk } from '../desk/far-desk.ts';
import { START } from '../desk/honeyfield.ts';
import { createFakeDesk, type FakeDesk } from './fake-desk.ts';

const TOKEN = 'fake-token';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type FakeServer = {
  readonly url: string;
  readonly desk: FakeDesk;
  /** Pages that receive events. */
  readonly listeners: () => number;
  /** Ends the event streams and answers calls as a core that starts again would, for a while. */
  readonly restartCore: (forMs: number) => void;
  /** The next call of this name is done, and its connection is cut before the answer is sent. */
  readonly cutAfter: (name: string) => void;
  readonly close: () => Promise<void>;
};

/** Starts serving `pageDir` on a free port, or the one given. The clock starts at START and runs. `change`: a desk that is another. */
export async function startFakeServer(
  pageDir: string,
  port = 0,
  change: (desk: FakeDesk) => FakeDesk = (desk) => desk,
): Promise<FakeServer> {
  const began = Date.now();
  const desk = change(await createFakeDesk({ clockShiftMs: START - began }, openFarDesk));
  const clock = runClock(desk, began);
  const streams = new Set<ServerResponse>();
  const core: { isDown: boolean; cutAfter: string | null } = { isDown: false, cutAfter: null };
  const memory = new CallMemory();
  for (const name of [
    'desk.changed',
    'link.changed',
    'session.changed',
    'devices.changed',
    'printer.changed',
    'practice.changed',
  ] as const) {
    desk.on(name, (payload) => {
      for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
    });
  }
  const server = createServer((request, response) => {
    void answer({ desk, streams, pageDir, core, memory }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/#${TOKEN}`,
    desk,
    listeners: () => streams.size,
    restartCore(forMs) {
      core.isDown = true;
      for (const stream of streams) stream.end();
      setTimeout(() => (core.isDown = false), forMs);
    },
    cutAfter: (name) => void (core.cutAfter = name),
    async close() {
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await clock.stop();
      await desk.close();
    },
  };
}

/** How often the time of the desk is moved on: a line answers within a few of these. */
const TICK_MS = 5;

/** Lets the desk's time pass as the computer's does. */
function runClock(desk: FakeDesk, began: number): { readonly stop: () => Promise<void> } {
  let passing: Promise<void> | null = null;
  const ticking = setInterval(() => {
    passing ??= desk.pass(Math.max(0, START + Date.now() - began - desk.now())).finally(() => (passing = null));
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(ticking);
      await passing;
    },
  };
}

type Serving = {
  readonly desk: FakeDesk;
  readonly streams: Set<ServerResponse>;
  readonly pageDir: string;
  readonly core: { readonly isDown: boolean; cutAfter: string | null };
  readonly memory: CallMemory;
};

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path.startsWith('/fake/')) return control(serving.desk, path.slice('/fake/'.length), response);
  if (!path.startsWith('/api/')) return sendFile(serving.pageDir, path, response);
  if (request.headers.authorization !== `Bearer ${TOKEN}`) {
    return sendJson(response, 401, { ok: false, error: { code: 'HF-UI-006', message: 'the token is wrong' } });
  }
  if (path === '/api/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    serving.streams.add(response);
    response.on('close', () => serving.streams.delete(response));
    return undefined;
  }
  if (serving.core.isDown) {
    return sendJson(response, 200, {
      ok: false,
      error: { code: 'HF-UI-004', message: 'the desk core is starting again' },
    });
  }
  const input: unknown = JSON.parse((await bodyOf(request)) || '{}');
  const answered = await callOnce(serving, path.slice('/api/'.length), input, request.headers['holdfast-call']);
  if (serving.core.cutAfter !== path.slice('/api/'.length)) return sendJson(response, 200, answered);
  serving.core.cutAfter = null;
  return void request.socket.destroy();
}

/** As the host of the browser shell does it. */
async function callOnce(
  { desk, memory }: Serving,
  name: string,
  input: unknown,
  callId: string | string[] | undefined,
): Promise<unknown> {
  const core: CallCore = async (method, given) => {
    const answer = await desk.call(method, given);
    return answer.ok ? answer : { ...answer, fault: 'refused' };
  };
  const lost = name === 'call.outcome' ? METHODS[name].input.parse(input) : null;
  return lost === null ? memory.call(core, name, input, callId?.toString()) : memory.outcome(core, lost);
}

/** For looking at the page by hand: /fake/offline, /fake/online, /fake/exceptions, /fake/no-exceptions. */
async function control(desk: FakeDesk, what: string, response: ServerResponse): Promise<void> {
  if (what === 'offline' || what === 'online') await desk.setOffline(what === 'offline');
  if (what === 'exceptions' || what === 'no-exceptions') await desk.setExceptions(what === 'exceptions');
  sendJson(response, 200, { what });
}

async function sendFile(pageDir: string, path: string, response: ServerResponse): Promise<void> {
  const file = join(pageDir, normalize(path === '/' ? '/index.html' : path));
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
