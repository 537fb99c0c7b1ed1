// Stories of kills: the desk's processes, and the server, killed at instants that a seed draws while staff work. The end is the same for
// every seed: what was acknowledged is there, once, on both sides. [I1] [I2] [I4] [I5] [I6]

import { setTimeout as pause } from 'node:timers/promises';
import { BOOKS, enrolledDesk, makeLibrary, serveLibrary } from '../../../integration/electron/cli/support/library.ts';
import { openProgram, type Program } from '../../../integration/electron/cli/support/program.ts';
import { keptAtDesk, keptAtServer } from './both-sides.ts';
import { chanceOf } from './chance.ts';
import { underFire, type DeskUnderFire } from './desk-under-fire.ts';

export type Story = { readonly seed: number; readonly kills: number };

/** Kills the desk again and again while three people work at it. */
export async function killTheDesk({ seed, kills }: Story): Promise<void> {
  const chance = chanceOf(seed);
  await inLibrary(async (program) => {
    const serving = await serveLibrary(program);
    const started = await enrolledDesk(program, serving.ready.url, 'desk');
    const { deskId } = started.ready;
    const desk = underFire(program, 'desk', started);
    await desk.revive();
    for (const part of [0, 1, 2]) desk.work(books(part * 8, 8), chance.split(part));
    for (let kill = 0; kill < kills; kill += 1) {
      await desk.moreActs(chance.between(1, 12));
      await pause(chance.between(0, 12));
      const before = [...desk.acknowledged];
      await desk.kill(chance.pick(['core', 'core', 'both']));
      await desk.revive();
      await expectKept(desk, before);
    }
    await desk.stop();
    await desk.settled();
    const { ids } = await desk.ledger();
    // Beyond what was acknowledged, at most the acts whose answers were on their way.
    expect(ids.length - desk.acknowledged.length).toBeGreaterThanOrEqual(0);
    expect(ids.length - desk.acknowledged.length).toBeLessThanOrEqual(desk.unanswered());
    await expectSameOnBothSides(program, desk, deskId);
    await expectSameItems(program, [desk]);
    await desk.end();
    const [report] = await program.lines(['ledger', 'verify', '--data', desk.data]);
    expect(report).toMatchObject({ ok: true, envelopes: ids.length, receipts: ids.length, problems: [] });
  });
}

/** Kills the server again and again while two desks send it what they do, some of it to the same books. */
export async function killTheServer({ seed, kills }: Story): Promise<void> {
  const chance = chanceOf(seed);
  await inLibrary(async (program) => {
    let serving = await serveLibrary(program);
    const { host } = new URL(serving.ready.url);
    const started = [
      await enrolledDesk(program, serving.ready.url, 'desk-a'),
      await enrolledDesk(program, serving.ready.url, 'desk-b'),
    ];
    const desks = started.map((desk, index) => underFire(program, `desk-${'ab'[index]}`, desk));
    for (const [index, desk] of desks.entries()) {
      await desk.revive();
      desk.work(books(index * 8, 8), chance.split(index));
      desk.work(books(16, 4), chance.split(2 + index));
    }
    for (let kill = 0; kill < kills; kill += 1) {
      // The kill meets the desks sending: something of this server's life has come through to one of them.
      await desks[chance.between(0, 1)]?.moreConfirmed(chance.between(1, 8));
      await pause(chance.between(0, 40));
      await serving.end('SIGKILL');
      serving = await serveLibrary(program, host);
      await Promise.all(desks.map((desk) => desk.api().get('sync.now', {})));
    }
    await Promise.all(desks.map((desk) => desk.stop()));
    for (const desk of desks) await desk.settled();
    for (const [index, desk] of desks.entries()) {
      await expectKept(desk, desk.acknowledged);
      expect(desk.unanswered()).toBe(0);
      await expectSameOnBothSides(program, desk, started[index]?.ready.deskId ?? '');
    }
    for (const desk of desks) await desk.settled();
    await expectSameItems(program, desks);
    for (const desk of desks) await desk.end();
    expect((await serving.end()).code).toBe(0);
  });
}

async function inLibrary(story: (program: Program) => Promise<void>): Promise<void> {
  const program = openProgram();
  try {
    await makeLibrary(program);
    await story(program);
  } finally {
    await program.close();
  }
}

function books(from: number, count: number): readonly [string, ...string[]] {
  const [first = '', ...others] = BOOKS.slice(from, from + count);
  return [first, ...others];
}

/** Every acknowledged act is in the ledger, once, and the ledger is sound. [I1] */
async function expectKept(desk: DeskUnderFire, acknowledged: readonly string[]): Promise<void> {
  const { ids, report } = await desk.ledger();
  const kept = new Set(ids);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(kept.size).toBe(ids.length);
  expect(report.problems).toEqual([]);
}

/** One stream without gap [I4], each act at the server once with its very bytes [I2], each answered once in the same bytes [I5] [I6]. */
async function expectSameOnBothSides(program: Program, desk: DeskUnderFire, deskId: string): Promise<void> {
  const here = await keptAtDesk(program, desk.data);
  expect(new Set(here.map(({ stream }) => stream)).size).toBe(1);
  expect(here.map(({ seq }) => seq)).toEqual(here.map((_, index) => index + 1));
  expect(here.filter(({ receipt }) => receipt === null)).toEqual([]);
  expect(await keptAtServer(program, program.path('central'), deskId)).toEqual(here);
}

/** Desks and server say the same of every book. */
async function expectSameItems(program: Program, desks: readonly DeskUnderFire[]): Promise<void> {
  const place = ['--data', program.path('central')];
  const items = await program.lines<{ barcode: string; status: string }>(['inspect', 'items', ...place]);
  const atServer = Object.fromEntries(items.map(({ barcode, status }) => [barcode, status]));
  for (const desk of desks) {
    for (const barcode of BOOKS.slice(0, 24)) {
      const { status } = await desk.api().get('item.view', { barcode });
      expect({ barcode, status }).toEqual({ barcode, status: atServer[barcode] });
    }
  }
}
