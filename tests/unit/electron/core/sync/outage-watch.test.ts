// The beginning, end and cause of an outage, by a clock that the test moves.

import { OutageWatch } from '../../../../../electron/core/sync/outage-watch.ts';
import { startState, type SyncState } from '../../../../../electron/core/sync/sync-state.ts';
import { markOutageSigned, newestOutages } from '../../../../../db/ledger/outages.ts';
import { actId, staffId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { checkinCommand, testDesk } from '../../../db/support/test-desk.ts';

const path = tempDir();
const START = Date.parse('2026-03-04T15:00:00Z');

/** A watch over a desk's real ledger. */
function watching(name: string) {
  const desk = testDesk(path(`${name}.db`));
  const parts = { ledger: desk.ledger, dataAsOf: () => START - 1_000, onNoted: () => {} };
  const idle = startState({
    at: START,
    replica: { epoch: 'e', pos: 1 },
    staffRevision: { known: 0, wanted: 0 },
  });
  const up: SyncState = { ...idle, link: { ...idle.link, up: true } };
  const down: SyncState = { ...idle, link: { ...idle.link, up: false } };
  /** The oldest act waits since the start. */
  const stuck: SyncState = { ...up, ledger: { ...up.ledger, pending: 1, oldestPendingMono: 0 } };
  let watch = new OutageWatch(parts);
  return {
    desk,
    up,
    down,
    stuck,
    at: (seconds: number, state: SyncState, aheadMs = 0) =>
      watch.look(state, { at: START + Math.round(seconds * 1_000) + aheadMs, mono: seconds * 1_000 }),
    again: () => {
      watch = new OutageWatch(parts);
    },
    noted: () => newestOutages(desk.ledger, 10),
  };
}

test('an outage is noted after a minute, from its first moment, with the acts of that minute', () => {
  const { desk, at, up, down, noted } = watching('minute');
  desk.act(checkinCommand('before'));
  at(0, up);
  at(10, down);
  desk.act(checkinCommand('within'));
  at(69, down);
  expect(noted()).toEqual([]);
  at(70, down);
  expect(noted()).toMatchObject([
    {
      beganAt: START + 10_000,
      endedAt: null,
      dataAsOf: START - 1_000,
      afterN: 1,
      causes: [{ cause: 'no-answer', at: START + 10_000 }],
    },
  ]);
  desk.act(checkinCommand('later'));
  at(200, up);
  expect(noted()).toMatchObject([{ endedAt: START + 200_000, afterN: 1, toN: 3 }]);
});

test('a short one is noted when acts fell into it, with the one that found the line dead', () => {
  const { desk, at, up, down, noted } = watching('short');
  const heard = (state: SyncState): SyncState => ({ ...state, link: { ...state.link, lastOkMono: 0 } });
  at(0, heard(up));
  at(10, heard(down));
  at(20, heard(up));
  expect(noted()).toEqual([]);
  desk.act(checkinCommand('by which it was found'));
  at(30, heard(down));
  desk.act(checkinCommand('within'));
  at(50, heard(up));
  desk.act(checkinCommand('after'));
  at(60, heard(up));
  expect(noted()).toMatchObject([{ beganAt: START + 30_000, endedAt: START + 50_000, afterN: 0, toN: 2 }]);
});

test('a desk that starts has not asked yet: what is recorded in that moment fell into no outage', () => {
  const { desk, at, up, down, noted } = watching('starts');
  at(0, down);
  desk.act(checkinCommand('early'));
  at(1, up);
  expect(noted()).toEqual([]);
  at(2, { ...down, probe: { ...down.probe, attempt: 1 } });
  at(3, up);
  expect(noted()).toMatchObject([{ beganAt: START + 2_000 }]);
});

test('a change of cause within the first minute is told with its moment', () => {
  const { at, down, noted } = watching('first-minute');
  const paused: SyncState = { ...down, paused: true };
  at(10, down);
  at(50, paused);
  at(70, paused);
  at(300, paused);
  expect(noted()[0]?.causes).toMatchObject([
    { cause: 'no-answer', at: START + 10_000 },
    { cause: 'paused', at: START + 50_000 },
  ]);
});

test('a queue that drains when the line is back is no cause; one that is not taken is', () => {
  const { at, up, down, stuck, noted } = watching('drain');
  at(0, down);
  at(60, down);
  at(90, stuck);
  at(95, up);
  expect(noted()[0]?.causes.map(({ cause }) => cause)).toEqual(['no-answer']);

  at(100, down);
  at(160, down);
  at(170, stuck);
  at(230, stuck);
  expect(noted()[0]?.causes.map(({ cause }) => cause)).toEqual(['no-answer', 'not-taken']);
});

test('a refusal is told with its code, and each change of cause once', () => {
  const { at, up, down, noted } = watching('refused');
  const refused: SyncState = { ...up, problem: 'HF-AUTH-002' };
  at(0, down);
  for (const second of [60, 63, 66]) at(second, down);
  for (const second of [70, 75, 80]) at(second, refused);
  expect(noted()[0]?.causes).toEqual([
    { cause: 'no-answer', code: null, at: START },
    { cause: 'refused', code: 'HF-AUTH-002', at: START + 70_000 },
  ]);
});

test('a line that drops again soon had not come back; later it is another outage', () => {
  const { at, up, down, noted, again } = watching('again');
  at(0, down);
  at(60, down);
  at(100, up);
  at(200, down);
  again();
  at(230, down);
  at(300, down);
  expect(noted()).toMatchObject([{ beganAt: START, endedAt: null, toN: null }]);
  at(400, up);
  at(900, down);
  at(960, down);
  expect(noted().map(({ beganAt }) => beganAt)).toEqual([START + 900_000, START]);
});

test('an outage whose report is signed is over, however soon the line drops again', () => {
  const { desk, at, up, down, noted } = watching('signed');
  at(0, down);
  at(60, down);
  at(100, up);
  markOutageSigned(desk.ledger, noted()[0]?.id ?? '', { at: START + 150_000, by: staffId('s'), act: actId('a') });
  at(200, down);
  at(260, down);
  expect(noted()).toMatchObject([
    { beganAt: START + 200_000, endedAt: null, signed: null },
    { beganAt: START, endedAt: START + 100_000 },
  ]);
});

test('a ledger that refuses is asked again a minute later, and the outage is noted from its first moment', () => {
  const { desk, at, down, noted } = watching('full');
  at(0, down);
  desk.ledger.run("CREATE TEMP TRIGGER full BEFORE INSERT ON outage BEGIN SELECT RAISE(ABORT, 'full'); END");
  expect(() => at(60, down)).toThrow();
  // Not at every step: the log would be flooded.
  at(63, down);
  desk.ledger.run('DROP TRIGGER full');
  at(100, down);
  expect(noted()).toEqual([]);
  at(121, down);
  expect(noted()).toMatchObject([{ beganAt: START }]);
});

test('an outage that began by a clock far ahead ends by the right one, and all that is said of it moves along', () => {
  const { desk, at, up, down, again, noted } = watching('ahead');
  const ahead = 40 * DAY_MS;
  at(0, down, ahead);
  at(70, down, ahead);
  at(80, { ...down, paused: true }, ahead);
  expect(noted()).toMatchObject([{ beganAt: START + ahead, endedAt: null }]);
  again();
  // Monotonic time comes in parts of milliseconds.
  at(90.000_4, down, ahead);
  at(120.000_9, up);
  const [outage] = noted();
  expect(outage).toMatchObject({ beganAt: START + 90_000, endedAt: START + 120_001 });
  expect(outage?.causes.map((cause) => cause.at)).toEqual([START + 90_000, START + 120_001, START + 120_001]);
  desk.ledger.close();
});
