// When a desk writes its lists into a folder, and what it does with a folder that does not answer or a worker that breaks. [A26]

import { setImmediate as turn } from 'node:timers/promises';
import { ListFilesKeeper } from '../../../../electron/core/lists/keep-list-files.ts';
import type { ListFault, ListFilesAnswer } from '../../../../electron/core/lists/list-files-answer.ts';
import type { ListFilesJob } from '../../../../electron/core/lists/list-files-job.ts';
import { leftListFiles, listFileFacts, listFilesChosen } from '../../../../electron/core/lists/list-files-setting.ts';
import type { ListFilesTerms } from '../../../../electron/core/lists/list-files-terms.ts';
import { writeSetting } from '../../../../db/ledger/desk-state.ts';
import { MINUTE_MS, SECOND_MS } from '../../../../shared/core/instant.ts';
import type { Millis } from '../../../../shared/core/instant.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { testDesk } from '../../db/support/test-desk.ts';

const at = tempDir();
const CHOSEN = { folder: '/lists', everyMinutes: 15, lists: ['pull-list', 'patrons-to-call'] as const };
const chosen = (folder = CHOSEN.folder) => ({ ...CHOSEN, folder, lists: [...CHOSEN.lists] });

type Asked = { readonly job: ListFilesJob; readonly answer: (answer: ListFilesAnswer | Error) => void };

/** A desk whose worker answers as the test says, on a clock that the test moves. */
function keeping(name: string) {
  const { ledger } = testDesk(at(name));
  const state = { now: 100_000 * MINUTE_MS, mono: 0, isOnline: true, terms: null as ListFilesTerms };
  const due: { at: Millis; readonly work: () => void }[] = [];
  const asked: Asked[] = [];
  const bugs: unknown[] = [];
  const faults: ListFault[] = [];
  const kept = new ListFilesKeeper({
    ledger,
    now: () => state.now,
    timers: {
      after: (ms, work) => {
        const timer = { at: state.mono + ms, work };
        due.push(timer);
        return () => void (timer.at = Infinity);
      },
      turn: () => Promise.resolve(),
    },
    isOnline: () => state.isOnline,
    language: () => 'en',
    terms: () => state.terms,
    files: () => ({ dir: '/desk', ledgerKey: new Uint8Array(32), replica: null }),
    write: (job) =>
      new Promise((resolve, reject) =>
        asked.push({ job, answer: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)) }),
      ),
    changed: () => {},
    onBug: (error) => bugs.push(error),
    onFault: (fault) => faults.push(fault),
  });
  const pass = async (ms: Millis): Promise<void> => {
    const end = state.mono + ms;
    const goTo = (mono: Millis): void => {
      state.now += mono - state.mono;
      state.mono = mono;
    };
    for (;;) {
      const next = due.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      goTo(Math.max(state.mono, next.at));
      next.at = Infinity;
      next.work();
      await turn();
    }
    goTo(end);
  };
  const finish = async (trouble: 'gone' | null = null): Promise<void> => {
    const { job, answer } = asked.shift() ?? { job: null, answer: () => {} };
    answer({
      kind: 'written',
      lists: (job?.lists ?? []).map((list) => ({ list, at: trouble === null ? state.now : null, rows: 1, trouble })),
      left: [],
      faults: [],
    });
    await turn();
  };
  /** Answers the job that waits. */
  const answer = async (given: ListFilesAnswer): Promise<void> => {
    asked.shift()?.answer(given);
    await turn();
  };
  /** Both steps of a removal: the lists, then their ages. */
  const removed = async (): Promise<void> => {
    await answer({ kind: 'removed' });
    await answer({ kind: 'removed' });
  };
  return { faults, answer, removed, ledger, state, asked, bugs, kept, pass, finish };
}

test('a desk without a folder never looks; one with a folder writes every so many minutes', async () => {
  const { kept, pass, finish, asked } = keeping('rounds.db');
  await pass(60 * MINUTE_MS);
  expect(asked).toEqual([]);
  kept.choose(chosen());
  await pass(10 * SECOND_MS);
  expect(asked).toHaveLength(1);
  await finish();
  await pass(14 * MINUTE_MS);
  expect(asked).toEqual([]);
  await pass(2 * MINUTE_MS);
  expect(asked).toHaveLength(1);
});

test('a change of the line and trouble bring the next round forward, to a minute; a line that flaps brings no more', async () => {
  const { kept, state, pass, finish, asked } = keeping('early.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  state.isOnline = false;
  await pass(30 * SECOND_MS);
  expect(asked).toEqual([]);
  await pass(40 * SECOND_MS);
  expect(asked).toHaveLength(1);
  await finish('gone');
  await pass(80 * SECOND_MS);
  expect(asked).toHaveLength(1);
});

test('a clock that was set back does not stop it', async () => {
  const { kept, state, pass, finish, asked } = keeping('back.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  await pass(10 * SECOND_MS);
  state.now -= 24 * 60 * MINUTE_MS;
  await pass(10 * SECOND_MS);
  expect(asked).toHaveLength(1);
});

test('a folder that does not answer is said so, and holds up no other folder', async () => {
  const { kept, ledger, pass, asked, finish, removed } = keeping('slow.db');
  kept.choose(chosen());
  void kept.write();
  await pass(3 * MINUTE_MS);
  expect(listFileFacts(ledger)).toMatchObject({ trouble: 'slow', writtenAt: null });
  expect(asked).toHaveLength(1);
  kept.choose(chosen('/other'));
  void kept.write();
  expect(asked.map(({ job: { folder, isOver } }) => [folder, isOver])).toEqual([
    ['/lists', false],
    ['/other', false],
  ]);
  // It answers after all: what it wrote is removed.
  await finish();
  expect(listFileFacts(ledger)).toMatchObject({ trouble: null, writtenAt: null });
  await finish();
  expect(asked.map(({ job: { folder, isOver, isKnown } }) => [folder, isOver, isKnown])).toEqual([
    ['/lists', true, true],
  ]);
  await removed();
  expect(leftListFiles(ledger)).toEqual([]);
});

test('a worker that breaks is a fault that is logged, and tried again', async () => {
  const { kept, ledger, bugs, pass, asked } = keeping('broken.db');
  kept.choose(chosen());
  void kept.write();
  asked.shift()?.answer(new Error('out of memory'));
  await turn();
  expect(bugs).toHaveLength(1);
  expect(listFileFacts(ledger)).toMatchObject({ trouble: 'failed' });
  await pass(80 * SECOND_MS);
  expect(asked).toHaveLength(1);
});

test('a library that allows no names has the phone list removed; one that allows none ends it', async () => {
  const { kept, ledger, state, asked, finish } = keeping('terms.db');
  kept.choose(chosen());
  state.terms = 'no-patrons';
  void kept.write();
  expect(asked[0]?.job).toMatchObject({
    lists: ['pull-list'],
    dropped: ['patrons-to-call'],
    isWithoutPatrons: true,
  });
  await finish();
  expect(listFileFacts(ledger)).toMatchObject({ writtenAt: state.now, trouble: null });
  state.terms = 'none';
  void kept.write();
  expect(asked[0]?.job).toMatchObject({ isOver: true, dropped: ['pull-list', 'patrons-to-call'] });
  expect(listFilesChosen(ledger)).toBeNull();
});

test('a desk that is revoked removes its lists at the next look, not at the next round', async () => {
  const { kept, ledger, asked, pass, finish } = keeping('revoked.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  writeSetting(ledger, 'revokedAt', 1);
  await pass(10 * SECOND_MS);
  expect(asked[0]?.job).toMatchObject({ folder: '/lists', isOver: true, dropped: ['pull-list', 'patrons-to-call'] });
  expect(listFilesChosen(ledger)).toBeNull();
});

test('files that cannot be removed yet are tried for every minute until they are gone, also after a start', async () => {
  const { kept, ledger, asked, pass, finish, answer, removed } = keeping('left.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  kept.choose(null);
  const [left] = asked;
  expect(left?.job).toMatchObject({ folder: '/lists', isOver: true, isKnown: true, dropped: CHOSEN.lists });
  await answer({ kind: 'failed', trouble: 'gone' });
  expect(leftListFiles(ledger)).toEqual([{ folder: '/lists', lists: [...CHOSEN.lists], isKnown: true }]);
  await pass(30 * SECOND_MS);
  expect(asked).toEqual([]);
  await pass(40 * SECOND_MS);
  expect(asked).toHaveLength(1);
  await removed();
  expect(leftListFiles(ledger)).toEqual([]);
  await pass(5 * MINUTE_MS);
  expect(asked).toEqual([]);
});

test('the lists of a folder go first, then what tells it from the empty place of a share', async () => {
  const { kept, ledger, asked, finish, answer } = keeping('steps.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  kept.choose(null);
  await answer({ kind: 'removed' });
  expect(asked[0]?.job).toMatchObject({ folder: '/lists', isOver: true, isKnown: false, dropped: [] });
  // Killed here, it is known as gone even where the file went with the last step.
  expect(leftListFiles(ledger)).toEqual([{ folder: '/lists', lists: [], isKnown: false }]);
});

test('the same folder chosen with fewer lists has the others removed by a round, as often as it takes', async () => {
  const { kept, ledger, asked, state, pass, finish, answer } = keeping('fewer.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  kept.choose({ ...chosen(), lists: ['pull-list'] });
  expect(listFileFacts(ledger)).toMatchObject({ writtenAt: null });
  void kept.write();
  expect(asked[0]?.job).toMatchObject({ lists: ['pull-list'], dropped: ['patrons-to-call'], isOver: false });
  // Chosen anew, a folder without its file of ages is written to.
  expect(asked[0]?.job.isKnown).toBe(false);
  const lists = [{ list: 'pull-list' as const, at: state.now, rows: 1, trouble: null }];
  await answer({ kind: 'written', lists, left: ['patrons-to-call'], faults: [] });
  expect(listFileFacts(ledger)).toMatchObject({ trouble: 'busy' });
  await pass(80 * SECOND_MS);
  expect(asked[0]?.job).toMatchObject({ dropped: ['patrons-to-call'] });
  await finish();
  expect(leftListFiles(ledger)).toEqual([]);
  expect(listFileFacts(ledger)).toMatchObject({ trouble: null });
});

test('a round that was under way when the folder was chosen anew is followed by another', async () => {
  const { kept, ledger, asked, finish } = keeping('anew.db');
  kept.choose(chosen());
  void kept.write();
  kept.choose({ ...chosen(), lists: ['pull-list'] });
  void kept.write();
  expect(asked).toHaveLength(1);
  await finish();
  expect(listFileFacts(ledger)).toMatchObject({ writtenAt: null });
  expect(asked[0]?.job).toMatchObject({ lists: ['pull-list'], dropped: ['patrons-to-call'] });
  expect(asked).toHaveLength(1);
});

test('a folder that is chosen again while its files are removed is written after that', async () => {
  const { kept, ledger, asked, answer, finish } = keeping('again.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  kept.choose(null);
  kept.choose(chosen());
  void kept.write();
  expect(asked.map(({ job: { isOver } }) => isOver)).toEqual([true]);
  await answer({ kind: 'removed' });
  expect(asked.map(({ job: { isOver, lists } }) => [isOver, lists])).toEqual([[false, CHOSEN.lists]]);
  await finish();
  expect(leftListFiles(ledger)).toEqual([]);
});

test('names that may be there no more make a round due at the next look', async () => {
  const { kept, state, asked, pass, finish } = keeping('manner.db');
  kept.choose(chosen());
  void kept.write();
  await finish();
  state.terms = 'no-patrons';
  await pass(10 * SECOND_MS);
  expect(asked[0]?.job).toMatchObject({ isWithoutPatrons: true });
  await finish();
  await pass(2 * MINUTE_MS);
  expect(asked).toEqual([]);
});

test('a list that could not be made is logged by its code', async () => {
  const { kept, faults, ledger, answer } = keeping('fault.db');
  kept.choose(chosen());
  void kept.write();
  await answer({ kind: 'failed', trouble: 'failed', faults: [{ kind: 'HF-DB-003', place: '' }] });
  expect(faults).toEqual([{ kind: 'HF-DB-003', place: '' }]);
  expect(listFileFacts(ledger)).toMatchObject({ trouble: 'failed' });
});

test('after its end nothing is written down any more', async () => {
  const { kept, ledger, asked } = keeping('end.db');
  kept.choose(chosen());
  void kept.write();
  kept.stop();
  ledger.close();
  asked.shift()?.answer({ kind: 'failed', trouble: 'gone' });
  await turn();
});
