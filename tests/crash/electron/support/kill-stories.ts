// A story of kills: processes of two desks and their server, killed at instants that a seed draws while staff work. The end is the same for
// every seed: what was acknowledged is there, once, on both sides. [I1] [I2] [I4] [I5] [I6]

import { setTimeout as pause } from 'node:timers/promises';
import { BOOKS, enrolledDesk, makeLibrary, serveLibrary } from '../../../integration/electron/cli/support/library.ts';
import { openProgram, type Program } from '../../../integration/electron/cli/support/program.ts';
import { keptAtDesk, keptAtServer } from './both-sides.ts';
import { chanceOf } from './chance.ts';
import { underFire, type DeskUnderFire } from './desk-under-fire.ts';

export type Story = { readonly seed: number; readonly kills: number };

type Victim = 'core' | 'both' | 'server';

/** Kills cores, whole desks and the server of one library, one after another, while people work at two desks, some of it on the same books. */
export async function killAnything({ seed, kills }: Story): Promise<void> {
  const chance = chanceOf(seed);
  await inLibrary(async (program) => {
    let serving = await serveLibrary(program);
    const { url } = serving.ready;
    const started = [await enrolledDesk(program, url, 'desk-a'), await enrolledDesk(program, url, 'desk-b')] as const;
    const [a, b] = [underFire(program, 'desk-a', started[0]), underFire(program, 'desk-b', started[1])];
    for (const [index, desk] of [a, b].entries()) {
      await desk.revive();
      desk.work(books(index * 8, 8), chance.split(index));
      desk.work(books(16, 4), chance.split(2 + index));
    }
    for (let kill = 0; kill < kills; kill += 1) {
      const desk = chance.pick([a, b]);
      const victim = chance.pick<Victim>(['core', 'core', 'both', 'server', 'server']);
      if (victim === 'server') {
        // The kill meets the desks sending: something of this server's life has come through to one of them.
        await desk.moreConfirmed(chance.between(1, 8));
        await pause(chance.between(0, 40));
        await serving.end('SIGKILL');
        serving = await serveLibrary(program, new URL(url).host);
        await Promise.all([a, b].map((one) => one.api().get('sync.now', {})));
      } else {
        await desk.moreActs(chance.between(1, 12));
        await pause(chance.between(0, 12));
        const before = [...desk.acknowledged];
        await desk.kill(victim);
        await desk.revive();
        await expectKept(desk, before);
      }
    }
    await Promise.all([a.stop(), b.stop()]);
    for (const desk of [a, b]) await desk.settled();
    for (const [index, desk] of [a, b].entries()) {
      await expectKept(desk, desk.acknowledged);
      const { ids } = await desk.ledger();
      // Beyond what was acknowledged, at most the acts whose answers were on their way.
      expect(ids.length - desk.acknowledged.length).toBeLessThanOrEqual(desk.unanswered());
      await expectSameOnBothSides(program, desk, started[index]?.ready.deskId ?? '');
    }
    for (const desk of [a, b]) await desk.settled();
    await expectSameItems(program, [a, b]);
    for (const desk of [a, b]) {
      await desk.end();
      const [report] = await program.lines(['ledger', 'verify', '--data', desk.data]);
      expect(report).toMatchObject({ ok: true, problems: [] });
    }
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
