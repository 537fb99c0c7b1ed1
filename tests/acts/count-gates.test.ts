// `log.takeGateFile`: what a gate's counter wrote is taken in at a desk without a line too, once however often it is handed in, for the branch of the desk.

import { MINUTE_MS } from '../../shared/core/instant.ts';
import { COUNTS_OF_AN_ACT } from '../../shared/acts/log/count-gates.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, items: 1, patrons: 1 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const take = (text: string) => desk.now.ask('log.takeGateFile', { name: 'gates.csv', text });
const gates = async () =>
  (await serverRows(world(), 'logEntry')).flatMap(({ what }) => (what.kind === 'gate' ? [what.count] : []));

test('is read without a line, names each line that it does not take, and reaches the server once', async () => {
  world().line.cut();
  const text = [
    'time,gate,count',
    '2026-01-05 10:00,North,120',
    'soon,North,1',
    '"2026-01-05 11:00",North,80',
    '2026-01-05 12:00,North,many',
    '2999-01-01 00:00,North,1',
    '',
    '2026-01-05 10:00,North,121',
  ].join('\n');
  const taken = await take(text);
  expect(taken).toMatchObject({ read: 2, written: 2 });
  expect(taken.wrong.map(({ line }) => line)).toEqual([3, 5, 6]);
  expect(await take(text)).toMatchObject({ read: 2, written: 0 });
  world().clock.forward(MINUTE_MS);
  expect(await take('Time;Gate;Count\n2026-01-05 10:00;North;122\n')).toMatchObject({ read: 1, written: 1 });
  world().line.mend();
  await desk.now.settled();
  expect(new Set(await gates())).toEqual(new Set([122, 80]));
  expect(await take('time,gate,count\n2026-01-05 10:00,North,122\n')).toMatchObject({ written: 0 });
});

test('of more counts than one act holds is taken whole', async () => {
  const lines = Array.from({ length: COUNTS_OF_AN_ACT + 1 }, (_, n) => {
    const at = new Date(Date.UTC(2026, 0, 1) + n * MINUTE_MS).toISOString();
    return `${at},South,1`;
  });
  expect(await take(['time,gate,count', ...lines].join('\n'))).toMatchObject({ written: lines.length, wrong: [] });
  await desk.now.settled();
  expect(await gates()).toHaveLength(lines.length + 2);
});

test('without its columns is refused, and so is a person who may not edit the lists', async () => {
  expect(await desk.now.refusal('log.takeGateFile', { name: 'gates.csv', text: 'time,count\n' })).toBe('HF-IMPORT-003');
  await signIn(desk.now, 'desk');
  expect(await desk.now.refusal('log.takeGateFile', { name: 'gates.csv', text: 'time,gate,count\n' })).toBe(
    'HF-AUTH-024',
  );
});
