// The next steps after a refusal.

import type { CirculationAnswer, Explanation, ReasonView } from '../../../../shared/views/circulation.ts';
import {
  asking,
  canOverride,
  firstStep,
  offersOverride,
  needsSecondPerson,
  orderedReasons,
  rowReasons,
  shownReasons,
  toldReasons,
  wayOf,
  type Way,
} from '../../../../renderer/stores/work/next-step.ts';
import { toneOf } from '../../../../renderer/stores/work/tone-of.ts';
import type { Entry } from '../../../../renderer/stores/work/work-state.ts';

const reason = (code: string, effect: ReasonView['effect'], mayOverride = true): ReasonView => ({
  code,
  effect,
  text: code,
  params: {},
  right: effect === 'override' ? 'override-item' : null,
  mayOverride,
  overridden: false,
});

const answer = (reasons: ReasonView[], change: Partial<CirculationAnswer> = {}): CirculationAnswer => ({
  decision: 'needs-override',
  canUndo: false,
  reasons,
  item: null,
  ...change,
});

/** Its state goes with what the test gives beside it. */
const parseEntry = (value: unknown) => value as Entry;
const entry = (reasons: ReasonView[], change: Partial<Entry> = {}): Entry =>
  parseEntry({
    id: 1,
    at: 0,
    act: 'checkout',
    list: 'checkout',
    turn: 1,
    barcode: '31',
    title: null,
    card: '21',
    state: 'ask',
    answer: answer(reasons),
    error: null,
    found: null,
    language: 'en',
    returned: null,
    lifted: null,
    batch: null,
    ...change,
  });

describe('the first step that is offered', () => {
  test('is to renew what the patron has already', () => {
    expect(firstStep(entry([reason('LOANED_TO_PATRON', 'override')]))).toBe('renew');
  });

  test('is to renew also where something else stands against it: that is asked about then', () => {
    const both = entry([reason('LOANED_TO_PATRON', 'override'), reason('PATRON_FINES', 'override', false)]);
    expect(firstStep(both)).toBe('renew');
    expect(canOverride(both)).toBe(false);
  });

  test.each(['LOANED_TO_ANOTHER', 'ITEM_LOST'])('is to check in and lend where the reason is %s', (code) => {
    const asked = entry([reason(code, 'override', false), reason('PATRON_UNKNOWN', 'override')]);
    expect(firstStep(asked)).toBe('return-then-lend');
    expect(canOverride(asked)).toBe(true);
    expect(firstStep({ ...asked, act: 'renew' })).toBeNull();
  });

  test.each([
    ['the patron may not have it then either', reason('PATRON_FINES', 'override')],
    ['nobody may lift what else there is', reason('NO_RULE', 'block')],
    [
      'that was lifted for this act and not for the one after the check-in',
      { ...reason('A', 'override'), overridden: true },
    ],
    ['the check-in keeps it for whoever waits', reason('HOLD_WAITING', 'message')],
  ])('is only to check it in where %s', (_, other) => {
    expect(firstStep(entry([reason('LOANED_TO_ANOTHER', 'override'), other]))).toBe('return');
  });

  test('is to check in and lend also where a system refuses what somebody else has', () => {
    expect(firstStep(entry([reason('LOANED_TO_ANOTHER', 'block')], { state: 'refused' }))).toBe('return-then-lend');
  });

  test('a lost item that this patron had is checked in and lent', () => {
    expect(firstStep(entry([reason('ITEM_LOST', 'override'), reason('LOANED_TO_PATRON', 'override')]))).toBe(
      'return-then-lend',
    );
  });

  test.each(['PATRON_UNKNOWN', 'PATRON_NOT_REGISTERED'])(
    'is to write down who it is where the reason is %s',
    (code) => {
      const asked = entry([reason('ITEM_UNKNOWN', 'override'), reason(code, 'override', false)]);
      expect(firstStep(asked)).toBe('who');
      expect(firstStep(entry([reason(code, 'override'), reason('PATRON_INACTIVE', 'block')]))).toBeNull();
    },
  );

  test('is to lend anyway what is not in the copy, and only when nothing else stands against it', () => {
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override')]))).toBe('lend-anyway');
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override'), reason('PATRON_FINES', 'override')]))).toBeNull();
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override', false)]))).toBeNull();
    const uncataloged = entry([reason('ITEM_NOT_REGISTERED', 'override')]);
    expect([firstStep(uncataloged), offersOverride(uncataloged)]).toEqual([null, true]);
  });

  test('is to send again what was not recorded', () => {
    expect(firstStep(entry([], { state: 'unrecorded', answer: null }))).toBe('again');
  });

  test('is nothing for a block', () => {
    expect(firstStep(entry([reason('ITEM_NOT_LOANABLE', 'block')], { state: 'refused' }))).toBeNull();
  });
});

describe('the What-if answer is the desk’s own way', () => {
  const asked = (reasons: ReasonView[], change: Partial<Explanation> = {}): Explanation => ({
    asks: 'checkout',
    trace: { candidates: [], due: [], limits: [], data: [] },
    ...answer(reasons),
    ...change,
  });

  test.each<[Way, Explanation]>([
    ['done', asked([reason('STALE_DATA', 'message')], { decision: 'done' })],
    ['return-then-lend', asked([reason('LOANED_TO_ANOTHER', 'override')])],
    ['override', asked([reason('LOANED_TO_ANOTHER', 'override'), reason('PATRON_FINES', 'override')])],
    ['lend-anyway', asked([reason('ITEM_UNKNOWN', 'override')])],
    ['override', asked([reason('LIMIT_SET', 'override', false)])],
    ['refused', asked([reason('NO_RULE', 'block')], { decision: 'refused' })],
    ['refused', asked([reason('RENEW_NO_GAIN', 'override')], { asks: 'renewal' })],
    ['override', asked([reason('RENEW_LIMIT_REACHED', 'override')], { asks: 'renewal' })],
  ])('%s', (way, given) => {
    expect(wayOf(given)).toBe(way);
  });
});

describe('overriding', () => {
  test('is offered where a right can lift what stands in the way, also when it is somebody else’s', () => {
    expect(canOverride(entry([reason('PATRON_FINES', 'override', false)]))).toBe(true);
    expect(needsSecondPerson(answer([reason('PATRON_FINES', 'override', false)]))).toBe(true);
    expect(needsSecondPerson(answer([reason('HOLD_WAITING', 'override')]))).toBe(false);
    const covered = { ...answer([reason('PATRON_FINES', 'override', false)]), nightGrant: { text: 'Covered.' } };
    expect(needsSecondPerson(covered)).toBe(false);
  });

  test('is not offered for a renewal that would not move the date, whatever else stands in the way', () => {
    const act = 'renew';
    expect(canOverride(entry([reason('RENEW_NO_GAIN', 'override')], { act }))).toBe(false);
    const both = [reason('RENEW_LIMIT_REACHED', 'override'), reason('RENEW_NO_GAIN', 'override')];
    expect(canOverride(entry(both, { act }))).toBe(false);
    expect(canOverride(entry(both.slice(0, 1), { act }))).toBe(true);
  });

  test('is not offered for a block', () => {
    expect(canOverride(entry([reason('ITEM_NOT_LOANABLE', 'block')], { state: 'refused' }))).toBe(false);
  });
});

test('an override that was not enough names again what it lifted, and who may sign for it', () => {
  const lifted = { ...reason('PATRON_FINES', 'override', false), overridden: true };
  const again = answer([lifted, reason('HELD_FOR_ANOTHER', 'override'), reason('ITEM_PARTS', 'alert')]);
  expect(asking(again).map(({ code }) => code)).toEqual(['PATRON_FINES', 'HELD_FOR_ANOTHER']);
  expect(needsSecondPerson(again)).toBe(true);
});

test('reasons that stand in the way are shown before what is only told', () => {
  const mixed = [reason('A', 'message'), reason('B', 'alert'), reason('C', 'override'), reason('D', 'block')];
  expect(shownReasons(answer(mixed), 'checkout').map(({ code }) => code)).toEqual(['D', 'C', 'B', 'A']);
});

test('the strongest reason is told first: what somebody else must lift, then what is against the person', () => {
  const by = (code: string, right: string, mayOverride = true): ReasonView => ({
    ...reason(code, 'override', mayOverride),
    right,
  });
  const mixed = [
    by('LOANED_TO_ANOTHER', 'override-loan'),
    by('HELD_FOR_ANOTHER', 'override-hold'),
    by('LIMIT_SET', 'override-limit', false),
    by('PATRON_FINES', 'override-fees'),
    by('PATRON_EXPIRED', 'override-account'),
    by('PATRON_BARRED', 'override-account'),
  ];
  expect(orderedReasons(answer(mixed)).map(({ code }) => code)).toEqual([
    'LIMIT_SET',
    'PATRON_BARRED',
    'PATRON_EXPIRED',
    'PATRON_FINES',
    'HELD_FOR_ANOTHER',
    'LOANED_TO_ANOTHER',
  ]);
});

test('the handling of the thing in hand is said when it goes out, not while it stays', () => {
  const reasons = [reason('PATRON_FINES', 'override'), reason('ITEM_PARTS', 'alert'), reason('ITEM_ALERT', 'alert')];
  const shown = (decision: CirculationAnswer['decision'], act: 'checkout' | 'renew' = 'checkout'): readonly string[] =>
    [toldReasons, shownReasons, rowReasons].map((of) =>
      of(answer(reasons, { decision }), act)
        .map(({ code }) => code)
        .join(' '),
    );
  const all = 'PATRON_FINES ITEM_PARTS ITEM_ALERT';
  expect(shown('needs-override')).toEqual(['PATRON_FINES', 'PATRON_FINES', 'PATRON_FINES']);
  expect(shown('done')).toEqual([all, all, 'PATRON_FINES ITEM_ALERT']);
  // A patron who renews has the parts already.
  expect(shown('done', 'renew')).toEqual(Array(3).fill('PATRON_FINES ITEM_ALERT'));
});

test('where it is sent is said once', () => {
  const sent = answer([reason('NEEDS_TRANSIT', 'alert'), reason('NOT_ON_LOAN', 'message')], { decision: 'done' });
  expect(shownReasons(sent, 'checkin').map(({ code }) => code)).toEqual(['NOT_ON_LOAN']);
});

describe('the tone of an answer', () => {
  const routing = { route: 'reshelve', text: 'Reshelve', callNumber: null, branch: null, holdLabel: null } as const;

  test.each([
    ['done', answer([], { decision: 'done' })],
    ['done', answer([], { decision: 'done', routing })],
    ['done', answer([reason('DUE_SHORTENED', 'message')], { decision: 'done' })],
    ['route', answer([], { decision: 'done', routing: { ...routing, route: 'hold-shelf' } })],
    ['route', answer([], { decision: 'done', routing: { ...routing, route: 'not-ours' } })],
    ['route', answer([], { decision: 'done', handling: ['charger'] })],
    ['route', answer([], { decision: 'done', fees: [{ kind: 'overdue', amountMinor: 150, text: '$1.50' }] })],
    ['route', answer([reason('ITEM_ALERT', 'alert')], { decision: 'done' })],
    ['refused', answer([reason('HOLD_WAITING', 'override')])],
    ['refused', answer([reason('ITEM_NOT_LOANABLE', 'block')], { decision: 'refused' })],
  ] as const)('is %s', (tone, given) => {
    expect(toneOf(given)).toBe(tone);
  });
});
