// The state of the line in one word, without states that last a moment.

import { freshOf, freshSince, lineWord, toneOfLine } from '../../../../renderer/stores/line-state.ts';
import { fakeOffline, fakeStatus } from '../../../support/fake-desk/fake-line.ts';

const NOW = Date.parse('2026-12-01T22:02:00Z');
const iso = (at: number): string => new Date(at).toISOString();
const word = (change: Parameters<typeof fakeStatus>[1] = {}): string =>
  lineWord({ reach: 'up', status: fakeStatus(NOW, change) }, NOW);

describe('the word for the line', () => {
  test('is up to date on a quiet day', () => {
    expect(word()).toBe('upToDate');
  });

  test('stays so while an act is on its way for a moment', () => {
    expect(word({ pending: 1, oldestPendingAt: iso(NOW - 500) })).toBe('upToDate');
    expect(word({ pending: 1, oldestPendingAt: iso(NOW - 5_000) })).toBe('sending');
  });

  test('stays so a few positions behind', () => {
    expect(word({ replicaPos: 10, headPos: 60 })).toBe('upToDate');
    expect(word({ replicaPos: 10, headPos: 5_000 })).toBe('catchingUp');
  });

  test('is offline whatever else is behind', () => {
    expect(word({ ...fakeOffline(NOW, 37), headPos: 90_000 })).toBe('offline');
  });

  test('a pause, a refusal and the first load come before the line', () => {
    expect(word({ online: false, paused: true })).toBe('paused');
    expect(word({ online: false, paused: true, problem: 'HF-AUTH-002' })).toBe('problem');
    expect(word({ loading: { rows: 1, of: 2, bytes: 3, leftMs: null, isFirst: true }, problem: 'HF-AUTH-002' })).toBe(
      'loading',
    );
  });

  test('a core that restarts within a moment is not told', () => {
    const line = { reach: 'down', status: fakeStatus(NOW) } as const;
    expect(lineWord(line, NOW, 300)).toBe('upToDate');
    expect(lineWord(line, NOW, 900)).toBe('restarting');
  });

  test('only a refusal is red', () => {
    expect(toneOfLine('offline')).toBe('warn');
    expect(toneOfLine('problem')).toBe('bad');
    expect(toneOfLine('upToDate')).toBe('good');
  });
});

describe('freshness', () => {
  test('is that of the oldest kind', () => {
    expect(freshSince({ patron: iso(NOW), hold: iso(NOW - 60_000) })).toBe(NOW - 60_000);
    expect(freshSince({})).toBeNull();
  });

  test('finds a kind by either of its names', () => {
    expect(freshOf({ patrons: iso(NOW) }, 'patron')).toBe(NOW);
    expect(freshOf({ patron: iso(NOW) }, 'patron')).toBe(NOW);
    expect(freshOf({}, 'patron')).toBeNull();
  });
});
