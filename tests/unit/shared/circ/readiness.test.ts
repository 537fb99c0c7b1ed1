// Readiness: the meaning of each fact of a desk for an outage, and the score.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadinessFacts } from '../../../../shared/circ/model/readiness.ts';
import {
  judgeReadiness,
  newerVersion,
  READINESS_CHECKS,
  readinessScore,
  type ReadinessCheck,
} from '../../../../shared/circ/readiness.ts';
import { keysWith } from '../../../../shared/core/desk-keys.ts';
import { actId, deskId } from '../../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { PROGRAM_VERSION } from '../../../../shared/core/program-version.ts';
import { projectDir } from '../../../support/project-dir.ts';

const NOW = Date.parse('2026-06-10T18:00:00Z');
const READY: ReadinessFacts = {
  deskId: deskId('desk-1'),
  name: 'Main 1',
  version: '1.4.0',
  dataAsOf: NOW - MINUTE_MS,
  keys: 'system',
  clockOffsetMs: 400,
  printer: { isSet: true, waiting: 0 },
  nightGrants: 1,
  freeBytes: 50e9,
  self: { comparedAt: NOW - DAY_MS, isDiffering: false, lostActs: 0 },
  people: { maySignIn: 12, mayOverride: 3 },
  waiting: 0,
  waitingSince: null,
  drill: {
    drill: actId('drill'),
    from: NOW - DAY_MS,
    to: NOW - DAY_MS + 10 * MINUTE_MS,
    acts: 4,
    left: 0,
    isEndedEarly: false,
  },
};
const judge = (more: Partial<ReadinessFacts> = {}, reportedAt = NOW) =>
  judgeReadiness({
    facts: { ...READY, ...more },
    reportedAt,
    now: NOW,
    zone: 'America/Los_Angeles',
    newestVersion: '1.4.0',
    keys: keysWith({ slip: 'F12' }).keys,
  });

test('a desk with everything in order is ready, and nothing is to be done there', () => {
  const judged = judge();
  expect(judged.map(({ check }) => check)).toEqual(READINESS_CHECKS);
  expect(readinessScore(judged)).toEqual({ inOrder: 13, of: 13, state: 'ok' });
  expect(judged.filter(({ todo }) => todo !== null)).toEqual([]);
});

test('slips that wait are printed with the key that the library gave to it', () => {
  const todo = judge({ printer: { isSet: true, waiting: 2 } }).find(({ check }) => check === 'printer')?.todo;
  expect(todo).toEqual({
    en: 'Check paper and cable, then F12.',
    es: 'Revise papel y cable; después F12.',
  });
});

type Case = readonly [ReadinessCheck, 'note' | 'bad', Partial<ReadinessFacts>];
const drill = READY.drill ?? undefined;
const CASES: readonly Case[] = [
  ['data', 'bad', { dataAsOf: null }],
  ['data', 'note', { dataAsOf: NOW - HOUR_MS }],
  ['data', 'bad', { dataAsOf: NOW - 2 * DAY_MS }],
  ['waiting', 'bad', { waiting: 3, waitingSince: NOW - 2 * HOUR_MS }],
  ['keys', 'note', { keys: 'none' }],
  ['keys', 'note', { keys: 'weak' }],
  ['clock', 'note', { clockOffsetMs: null }],
  ['clock', 'bad', { clockOffsetMs: -61_000 }],
  ['printer', 'note', { printer: { isSet: false, waiting: 0 } }],
  ['printer', 'bad', { printer: { isSet: true, waiting: 2 } }],
  ['lists', 'bad', { listFiles: { everyMinutes: 15, writtenAt: null, trouble: null } }],
  ['lists', 'bad', { listFiles: { everyMinutes: 15, writtenAt: NOW - HOUR_MS, trouble: null } }],
  ['lists', 'bad', { listFiles: { everyMinutes: 15, writtenAt: NOW - MINUTE_MS, trouble: 'full' } }],
  ['grants', 'note', { nightGrants: 0 }],
  ['disk', 'note', { freeBytes: 1e9 }],
  ['disk', 'bad', { freeBytes: 1e8 }],
  ['version', 'note', { version: '1.3.9' }],
  ['version', 'note', { update: { version: '2.0.0', why: 'not-signed' } }],
  ['self', 'note', { self: { comparedAt: null, isDiffering: false, lostActs: 0 } }],
  ['self', 'note', { self: { comparedAt: NOW - DAY_MS, isDiffering: true, lostActs: 0 } }],
  ['self', 'bad', { self: { comparedAt: NOW - DAY_MS, isDiffering: false, lostActs: 1 } }],
  ['people', 'bad', { people: { maySignIn: 0, mayOverride: 0 } }],
  ['people', 'note', { people: { maySignIn: 5, mayOverride: 0 } }],
  ['drill', 'note', { drill: null }],
  ...(drill === undefined
    ? []
    : ([
        ['drill', 'bad', { drill: { ...drill, left: 1 } }],
        ['drill', 'note', { drill: { ...drill, isEndedEarly: true } }],
        ['drill', 'note', { drill: { ...drill, from: NOW - 200 * DAY_MS } }],
      ] as const)),
];

test.each(CASES)('%s is %s where the facts say so, with what to do in both languages', (check, state, facts) => {
  const judged = judge(facts);
  expect(judged.filter((one) => one.state !== 'ok').map((one) => [one.check, one.state])).toEqual([[check, state]]);
  const todo = judged.find((one) => one.check === check)?.todo;
  expect(todo?.en).toMatch(/\S/);
  expect(todo?.es).toMatch(/\S/);
  expect(readinessScore(judged)).toEqual({ inOrder: 12, of: 13, state });
});

test('lists in a folder are in order while they are as young as the desk is set to keep them', () => {
  const of = (minutes: number) => ({ everyMinutes: 30, writtenAt: NOW - minutes * MINUTE_MS, trouble: null });
  const state = (minutes: number) => judge({ listFiles: of(minutes) }).find(({ check }) => check === 'lists')?.state;
  expect([29, 34, 36].map(state)).toEqual(['ok', 'ok', 'bad']);
});

test('a new version that is installed when the program ends is in order, and said', () => {
  const version = judge({ update: { version: '2.0.0', why: 'at-end' } }).find(({ check }) => check === 'version');
  expect(version).toMatchObject({ state: 'ok', todo: null });
  expect(version?.why.en).toBe('Holdfast 1.4.0. Version 2.0.0 is here and is installed when Holdfast ends.');
});

test('a new version that comes to other desks first is in order, and said', () => {
  const version = judge({ update: { version: '2.0.0', why: 'not-its-turn' } }).find(({ check }) => check === 'version');
  expect(version).toMatchObject({ state: 'ok', todo: null });
  expect(version?.why.en).toBe('Holdfast 1.4.0. Version 2.0.0 comes to other desks first.');
});

test('a desk that has not reported for hours is not ready, whatever it said last', () => {
  const judged = judge({}, NOW - 3 * HOUR_MS);
  expect(judged.find(({ check }) => check === 'report')?.state).toBe('bad');
});

test('ten follows nine in versions, and the program says the one of its package', () => {
  expect(newerVersion('1.10.0', '1.9.2')).toBe('1.10.0');
  const parsePackage = (text: string) => JSON.parse(text) as { version: string };
  expect(PROGRAM_VERSION).toBe(parsePackage(readFileSync(join(projectDir, 'package.json'), 'utf8')).version);
});
