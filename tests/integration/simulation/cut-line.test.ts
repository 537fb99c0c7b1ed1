// The line of real programs that can be cut: the messages that pass in each state of it.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openCutLine, type CutLine } from '../../simulation/processes/cut-line.ts';
import { chanceOf } from '../../simulation/world/chance.ts';

const whole = 'x'.repeat(20_000);

const parseAddress = (address: ReturnType<Server['address']>) => address as AddressInfo;

type Lined = {
  readonly line: CutLine;
  /** Requests that reached the server. */
  readonly asked: () => number;
  readonly heard: () => Promise<unknown>;
  /** One request on a connection of its own; null when its answer breaks off. */
  readonly ask: (signal?: AbortSignal) => Promise<string | null>;
};

/** Does something with a line that leads to a server. */
async function withLine(work: (lined: Lined) => Promise<void>): Promise<void> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    server.emit('asked');
    response.end(whole);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const line = await openCutLine(`http://127.0.0.1:${parseAddress(server.address()).port}/`, chanceOf('cut line'));
  const ask: Lined['ask'] = (signal) =>
    fetch(line.url, { headers: { connection: 'close' }, ...(signal === undefined ? {} : { signal }) })
      .then((response) => response.text())
      .catch(() => null);
  try {
    await work({ line, ask, asked: () => asked, heard: () => once(server, 'asked') });
  } finally {
    await line.close();
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
}

test('a line that is up passes everything on', () =>
  withLine(async ({ ask }) => {
    expect(await ask()).toBe(whole);
  }));

test('a line that is down turns away whoever calls', () =>
  withLine(async ({ line, ask, asked }) => {
    line.set('down');
    expect(await ask()).toBeNull();
    expect(asked()).toBe(0);
  }));

test('a torn line breaks every answer off, after the server has heard', () =>
  withLine(async ({ line, ask, asked }) => {
    line.set('torn');
    expect(await ask()).toBeNull();
    expect(asked()).toBe(1);
  }));

test('on a one-way line the server hears and nothing comes back, until the line is whole and what hung breaks', () =>
  withLine(async ({ line, ask, heard }) => {
    line.set('one-way');
    const arrived = heard();
    const answer = ask();
    await arrived;
    line.set('up');
    expect(await answer).toBeNull();
    expect(await ask()).toBe(whole);
  }));

test('in a black hole a call is taken and nothing comes of it', () =>
  withLine(async ({ line, ask, asked }) => {
    line.set('black-hole');
    const end = new AbortController();
    const answer = ask(end.signal);
    end.abort();
    expect(await answer).toBeNull();
    expect(asked()).toBe(0);
  }));

test('where answers are lost, the server hears and the connection ends before its answer', () =>
  withLine(async ({ line, ask, asked }) => {
    line.set('answer-lost');
    expect(await ask()).toBeNull();
    expect(asked()).toBe(1);
  }));

test('a slow line passes everything on', () =>
  withLine(async ({ line, ask }) => {
    line.set('slow');
    expect(await ask()).toBe(whole);
  }));

test('behind a portal a page answers, and the server hears nothing', () =>
  withLine(async ({ line, ask, asked }) => {
    line.set('portal');
    expect(await ask()).toContain('<html>');
    expect(asked()).toBe(0);
  }));
