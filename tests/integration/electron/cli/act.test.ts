// `holdfast act`: the acts as a program reads them, and one done at a running desk as the person signed in there.
// `holdfast list --json` likewise.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemo, type DemoDesk } from '../../../bench/demo-desk.ts';
import { deskApi } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { openProgram, parseLines, type Program } from './support/program.ts';

describe('holdfast act', () => {
  let program: Program;
  let demo: DemoDesk;
  let data = '';

  beforeAll(async () => {
    program = openProgram();
    demo = await startDemo(['--items', '200', '--patrons', '40'], program.path('demo'));
    data = program.path('demo/demo/desk');
  }, 120_000);
  afterAll(async () => {
    await demo.close();
    await program.close();
  });

  const act = (...words: readonly string[]) => program.run(['act', ...words]);

  test('lists every act with its input, right and words', async () => {
    const [acts] = parseLines((await act('list', '--json')).stdout);
    expect(acts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'checkout', words: expect.anything(), input: expect.anything() }),
      ]),
    );
  });

  test('does nothing before somebody signs in, then what is allowed, and says what is not', async () => {
    const { ready } = demo.part;
    const [item = '', other = ''] = ready.items;
    const lend = JSON.stringify({ patron: ready.patrons[0], item });
    const refused = await act('checkout', '--data', data, '--json', lend);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('HF-AUTH-021');
    const api = deskApi(ready);
    await waitUntil('the copy is loaded', 60_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    const [who] = ready.staff;
    await api.call('session.signIn', { staff: who?.staff ?? '', pin: who?.pin ?? '' });
    const done = await act('circ.checkout', '--data', data, '--json', lend);
    expect(done.code).toBe(0);
    expect(parseLines(done.stdout)).toEqual([
      expect.objectContaining({ ok: true, value: expect.objectContaining({ decision: 'done' }) }),
    ]);
    const again = JSON.stringify({ patron: ready.patrons[1], item });
    const not = await act('checkout', '--data', data, '--json', again);
    expect(not.code).toBe(1);
    expect(parseLines(not.stdout)).toEqual([
      expect.objectContaining({ ok: true, value: expect.objectContaining({ decision: 'needs-override' }) }),
    ]);
    const wrong = await act('checkout', '--data', data, '--json', JSON.stringify({ item: other }));
    expect([wrong.code, wrong.stdout.includes('HF-UI-002')]).toEqual([1, true]);
  });

  test.each([
    ['a name of nothing', ['dance', '--data', 'x', '--json', '{}']],
    ['no JSON', ['checkout', '--data', 'x', '--json', 'x']],
    ['an act of the server alone', ['purge', '--data', 'x', '--json', '{}']],
    ['an input without a desk', ['checkout', '--json', '{}']],
  ])('says what is wrong with %s', async (_, words) => {
    expect((await act(...words)).code).toBe(2);
  });

  test('lists are named with their columns, and rows are told by the keys of these', async () => {
    const [lists] = parseLines((await program.run(['list', '--json'])).stdout);
    expect(lists).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'pull-list', columns: expect.arrayContaining([expect.anything()]) }),
      ]),
    );
    const marc = join(data, 'to-replace.mrc');
    expect((await program.run(['list', 'to-replace', '--data', data, '--out', marc])).code).toBe(0);
    expect(readFileSync(marc).length).toBe(0);
    const other = await program.run(['list', 'missing', '--data', data, '--format', 'mrc', '--out', marc]);
    expect(other.stderr).toContain('HF-CIRC-340');
    const rows = await program.lines<object>(['list', 'hold-shelf', '--data', data, '--json']);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row)).toContain('title');
  });

  test('says that no desk runs in a folder', async () => {
    const none = await act('checkin', '--data', program.path('nowhere'), '--json', '{"item": "1"}');
    expect([none.code, none.stderr.includes('HF-CLI-061')]).toEqual([1, true]);
  });
});
