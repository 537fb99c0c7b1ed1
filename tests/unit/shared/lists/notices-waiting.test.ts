// Why mail waits: a row for each cause with how many notices wait for it, and who ended a wait. Pure. [I2]

import type { Exception } from '../../../../shared/circ/model/exception.ts';
import type { Notice } from '../../../../shared/circ/model/notice.ts';
import { delaySide, noticeWait, silenceIn } from '../../../../shared/circ/notice-wait.ts';
import { branchId, exceptionId, patronId, staffId } from '../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { noticeWaitRows, RELEASED_TOLD_MS } from '../../../../shared/lists/notices-waiting.ts';

const NOW = Date.UTC(2026, 10, 30, 18);
const MAIN = branchId('main');

const notice = (id: string, more: Partial<Notice> = {}): Notice => ({
  id,
  patronId: patronId('P0'),
  kind: 'courtesy',
  subject: 'loan',
  step: 1,
  moment: NOW,
  itemId: null,
  titleId: null,
  branch: MAIN,
  madeAt: NOW - HOUR_MS,
  sendAt: NOW - MINUTE_MS,
  state: 'waiting',
  at: NOW - HOUR_MS,
  channel: null,
  ...more,
});

const silence = (id: string, more: Partial<Exception> = {}): Exception => ({
  id: exceptionId(id),
  code: 'desk-silent',
  weight: 'today',
  origin: 'judged',
  state: 'open',
  branch: MAIN,
  itemId: null,
  patronId: null,
  cause: 'silence',
  at: NOW - HOUR_MS,
  params: { desk: 'Main 2', since: { dueAt: NOW - 2 * HOUR_MS, grain: 'time', zone: 'UTC' } },
  resolution: null,
  ...more,
});

const rows = (waiting: readonly Notice[], silences: readonly Exception[], branch = null as typeof MAIN | null) =>
  noticeWaitRows(
    { branchName: (id) => id.toUpperCase(), staffName: (id) => `name of ${id}` },
    { waiting, silences },
    { branch, now: NOW },
  );

test('a silent desk is named with the notices of its branch that are due, and since when it is silent', () => {
  const waiting = [
    notice('a'),
    notice('b'),
    notice('later', { sendAt: NOW + HOUR_MS }),
    notice('c', { branch: branchId('east') }),
  ];
  expect(rows(waiting, [silence('x')])).toEqual([
    expect.objectContaining({ why: 'silent', desk: 'Main 2', branchName: 'MAIN', count: 2, since: NOW - 2 * HOUR_MS }),
  ]);
  expect(rows(waiting, [silence('x')], branchId('east'))).toEqual([]);
});

test('two silent desks of a branch are one row: a notice that waits for both is one notice', () => {
  const [first, second] = [NOW - 3 * HOUR_MS, NOW - 2 * HOUR_MS].map((dueAt) => ({
    dueAt,
    grain: 'time',
    zone: 'UTC',
  }));
  const silences = [
    silence('x', { params: { desk: 'Main 2', since: second } as Exception['params'] }),
    silence('y', { params: { desk: 'Main 1', since: first } as Exception['params'] }),
    silence('z', { branch: branchId('east'), params: { desk: 'East 1' } }),
  ];
  const waiting = [notice('a'), notice('b'), notice('c', { branch: branchId('east') })];
  const found = rows(waiting, silences);
  expect(found.map(({ desk, branchName, count, exceptionId: id }) => [desk, branchName, count, id])).toEqual([
    ['Main 1, Main 2', 'MAIN', 2, 'y'],
    ['East 1', 'EAST', 1, 'z'],
  ]);
  expect(found[0]?.since).toBe(NOW - 3 * HOUR_MS);
});

test('notices that were not taken stand together by the code, since the first of them', () => {
  const put = (id: string, code: string, since: number) => notice(id, { delay: { code, since } });
  const waiting = [
    put('a', 'smtp-connect', NOW - 9),
    put('b', 'smtp-connect', NOW - 99),
    put('c', 'text-503', NOW - 5),
  ];
  expect(rows(waiting, []).map(({ why, code, count, since }) => [why, code, count, since])).toEqual([
    ['mail', 'smtp-connect', 2, NOW - 99],
    ['text', 'text-503', 1, NOW - 5],
  ]);
  // One cause at a time: a line that is mended would not send them.
  expect(rows(waiting, [silence('x')]).map(({ why }) => why)).toEqual(['silent']);
});

test('a wait that a person ended is told with their name, for a while; it holds nothing back', () => {
  const resolution = {
    action: 'released',
    note: '',
    staffId: staffId('boss'),
    at: NOW - 5,
    by: 'act',
  } as Exception['resolution'];
  const ended = silence('x', { state: 'resolved', resolution, releasedAt: NOW - 5 });
  expect(rows([notice('a')], [ended])).toEqual([
    expect.objectContaining({ why: 'released', staff: 'name of boss', since: NOW - 5, count: 0 }),
  ]);
  expect(rows([], [{ ...ended, releasedAt: NOW - RELEASED_TOLD_MS - 1 }])).toEqual([]);
  expect(rows([], [{ ...ended, resolution: null }])).toEqual([expect.objectContaining({ staff: '' })]);
  expect(silenceIn(ended)).toBeNull();
});

test('one that is long due and was never put off is a matter of the server: no mail is set up any more, or a secret is missing', () => {
  const due = notice('a', { sendAt: NOW - HOUR_MS });
  expect(rows([due, notice('b')], [])).toEqual([
    expect.objectContaining({ why: 'stuck', code: '', count: 1, since: NOW - HOUR_MS }),
  ]);
  expect(rows([due], [silence('x')]).map(({ why }) => why)).toEqual(['silent']);
});

test('one that waits for its time is no trouble, and one that was sent does not wait', () => {
  expect(noticeWait(notice('a', { sendAt: NOW + 1 }), [], NOW)).toEqual({ why: 'later' });
  const silences = [silence('x')].flatMap((one) => silenceIn(one) ?? []);
  expect(noticeWait(notice('a', { sendAt: NOW + 1 }), silences, NOW)).toEqual({ why: 'later' });
  expect(noticeWait(notice('a'), silences, NOW)).toMatchObject({ why: 'silent', desks: ['Main 2'] });
  expect(noticeWait(notice('a'), [], NOW)).toEqual({ why: 'next' });
  expect(noticeWait(notice('a', { state: 'sent' }), [], NOW)).toBeNull();
});

test.each([
  ['smtp-451', 'mail'],
  ['text-lost', 'text'],
  ['print-failed', 'print'],
  ['HF-CLI-022', 'print'],
  ['HF-SERVER-024', 'other'],
] as const)('%s is a matter of %s', (code, side) => {
  expect(delaySide(code)).toBe(side);
});
