// Fifty self-checks at one desk, twenty messages a second among them for half a minute: response times. They ask for the patron, lend, ask for the
// copy and take it back. Floor: the same messages echoed by a server without work.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sip2Listening } from '../../electron/core/messages.ts';
import { sip2Machine, type Sip2Machine } from '../support/sip2-machine.ts';
import { percentile } from '../e2e/story/wait-until.ts';
import { runHoldfast, startPart, type Env, type Part } from '../e2e/story/program.ts';
import type { Bench, Figure } from './bench.ts';
import { startDemo, type DemoReady } from './demo-desk.ts';

const machines = 50;
/** Messages in a second, of all of them. */
const rate = 20;
const seconds = 30;
const barMs = 50;

export const sip2: Bench = {
  name: 'sip2',
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-sip2-'));
    const demo = await startDemo(['--items', '5000', '--patrons', '1000'], dir);
    try {
      const desk = await startKiosk(demo.part.ready, dir);
      const many = await machinesAt(desk.ready.sip2);
      const { patrons, items } = demo.part.ready;
      const answered = await work(many, (n) => messageOf(n, { patrons, items }));
      const most = await flood(many);
      for (const one of many) one.close();
      await desk.end();
      const floor = await echoed();
      const figure = (name: string, value: number, of: Partial<Figure> = {}): Figure => ({
        name: `${name}, ${machines} self-checks`,
        unit: 'ms',
        figure: Math.round(value * 10) / 10,
        floor: null,
        bar: null,
        side: 'most',
        ...of,
      });
      return [
        figure('answer p50', percentile(answered, 0.5), { floor: percentile(floor, 0.5) }),
        figure('answer p95', percentile(answered, 0.95), { floor: percentile(floor, 0.95), bar: barMs }),
        figure('questions answered at most', most, { unit: '/s', side: 'least' }),
      ];
    } finally {
      await demo.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

type Kiosk = { readonly sip2: Sip2Listening };

/** A desk without a screen beside the demo's own, and an account for each machine. */
async function startKiosk({ central }: DemoReady, dir: string): Promise<Part<Kiosk>> {
  const place = ['--database', 'embedded', '--data', join(dir, 'demo', 'central')];
  const env = { HOLDFAST_STATE_DIR: join(dir, 'state') };
  const [desk] = await lines<{ branch: string }>(['desk', 'list', ...place], env);
  const of = ['--branch', desk?.branch ?? ''];
  await lines(['sip2', 'account', 'add', 'kiosk', '--password', 'kiosk-pw', ...of, ...place], env);
  const [made] = await lines<{ code: string }>(['desk', 'enrol-code', '--name', 'Kiosks', ...of, ...place], env);
  const joining = ['--central', central.url, '--code', made?.code ?? '', '--data', join(dir, 'kiosk')];
  return startPart<Kiosk>(['desk', '--shell', 'none', '--sip2', '127.0.0.1:0', ...joining], env);
}

async function lines<T>(args: readonly string[], env: Env): Promise<T[]> {
  const { code, stdout, stderr } = await runHoldfast([...args, '--json'], env);
  if (code !== 0) throw new Error(stderr);
  const parseLine = (line: string) => JSON.parse(line) as T;
  return stdout.split('\n').filter(Boolean).map(parseLine);
}

async function machinesAt(at: Sip2Listening): Promise<Sip2Machine[]> {
  const many = await Promise.all(Array.from({ length: machines }, () => sip2Machine(at)));
  for (const one of many) {
    // The copy is loaded and knows the account: until then every sign-in fails.
    while ((await one.say('9300CNkiosk|COkiosk-pw|CP|')) !== '941') await wait(200);
  }
  return many;
}

type Of = { readonly patrons: readonly string[]; readonly items: readonly string[] };

const DATE = '20261124    223943';
const NO_DATE = ' '.repeat(18);

function messageOf(n: number, { patrons, items }: Of): string {
  const round = Math.floor(n / machines);
  const turn = n % machines;
  const card = patrons[turn % patrons.length] ?? '';
  const item = items[turn % items.length] ?? '';
  const lent = `11YN${DATE}${NO_DATE}AO|AA${card}|AB${item}|AC|BOY|BIN|`;
  const ways = [
    `6300120261124    223943  Y       AO|AA${card}|`,
    lent,
    `17${DATE}AO|AB${item}|`,
    `09N${NO_DATE}${NO_DATE}AO|AB${item}|`,
  ];
  return ways[round % ways.length] ?? lent;
}

/** Has the machines ask in turn, at the rate, and measures each answer. */
async function work(many: readonly Sip2Machine[], message: (n: number) => string): Promise<number[]> {
  const took: number[] = [];
  const asked: Promise<void>[] = [];
  const began = performance.now();
  const busy = new Map<Sip2Machine, Promise<void>>();
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = began + (n * 1_000) / rate;
    if (performance.now() < due) await wait(due - performance.now());
    const one = many[n % many.length];
    if (one === undefined) continue;
    const before = busy.get(one) ?? Promise.resolve();
    const ask = before.then(async () => {
      const from = performance.now();
      await one.say(message(n));
      took.push(performance.now() - from);
    });
    busy.set(one, ask);
    asked.push(ask);
  }
  await Promise.all(asked);
  return took;
}

/** How many questions a second are answered while every machine asks without a pause. */
async function flood(many: readonly Sip2Machine[]): Promise<number> {
  const each = 100;
  const from = performance.now();
  await Promise.all(
    many.map(async (one) => {
      for (let n = 0; n < each; n += 1) await one.say(`17${DATE}AO|ABnothing|`);
    }),
  );
  return (many.length * each * 1_000) / (performance.now() - from);
}

/** The same over connections to a server that echoes. */
async function echoed(): Promise<number[]> {
  const server = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const many = await Promise.all(Array.from({ length: machines }, () => sip2Machine({ host: '127.0.0.1', port })));
  const took = await work(many, () => `17${DATE}AO|ABnothing|`);
  for (const one of many) one.close();
  server.close();
  return took;
}
