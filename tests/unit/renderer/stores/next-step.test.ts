// What a refusal offers.

import type { CirculationAnswer, ReasonView } from '../../../../shared/bridge/views/circulation.ts';
import {
  asking,
  canOverride,
  firstStep,
  needsSecondPerson,
  rowReasons,
  shownReasons,
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
  reasons,
  trace: { candidates: [], due: [], limits: [], data: [] },
  item: null,
  ...change,
});

const entry = (reasons: ReasonView[], change: Partial<Entry> = {}): Entry => ({
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
  undid: null,
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
    const asked = entry([reason(code, 'override', false), reason('PATRON_FINES', 'override', false)]);
    expect(firstStep(asked)).toBe('return-then-lend');
    expect(canOverride(asked)).toBe(true);
    expect(firstStep({ ...asked, act: 'renew' })).toBeNull();
  });

  test('a lost item that this patron had is checked in and lent', () => {
    expect(firstStep(entry([reason('ITEM_LOST', 'override'), reason('LOANED_TO_PATRON', 'override')]))).toBe(
      'return-then-lend',
    );
  });

  test('is to lend anyway what is not in the copy, and only when nothing else stands against it', () => {
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override'), reason('PATRON_UNKNOWN', 'override')]))).toBe(
      'lend-anyway',
    );
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override'), reason('PATRON_FINES', 'override')]))).toBeNull();
    expect(firstStep(entry([reason('ITEM_UNKNOWN', 'override', false)]))).toBeNull();
  });

  test('is to send again what was not recorded', () => {
    expect(firstStep(entry([], { state: 'unrecorded', answer: null }))).toBe('again');
  });

  test('is nothing for a block', () => {
    expect(firstStep(entry([reason('ITEM_NOT_LOANABLE', 'block')], { state: 'refused' }))).toBeNull();
  });
});

describe('overriding', () => {
  test('is offered where a right can lift what stands in the way, also when it is somebody else’s', () => {
    expect(canOverride(entry([reason('PATRON_FINES', 'override', false)]))).toBe(true);
    expect(needsSecondPerson(answer([reason('PATRON_FINES', 'override', false)]))).toBe(true);
    expect(needsSecondPerson(answer([reason('HOLD_WAITING', 'override')]))).toBe(false);
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
  expect(shownReasons(answer(mixed)).map(({ code }) => code)).toEqual(['D', 'C', 'B', 'A']);
});

test('what to do with the thing in hand is said when it goes out, not while it stays', () => {
  const reasons = [reason('PATRON_FINES', 'override'), reason('ITEM_PARTS', 'alert'), reason('ITEM_ALERT', 'alert')];
  const shown = (decision: CirculationAnswer['decision']): readonly string[] =>
    [shownReasons, rowReasons].map((of) =>
      of(answer(reasons, { decision }))
        .map(({ code }) => code)
        .join(' '),
    );
  expect(shown('needs-override')).toEqual(['PATRON_FINES', 'PATRON_FINES']);
  expect(shown('done')).toEqual(['PATRON_FINES ITEM_PARTS ITEM_ALERT', 'PATRON_FINES ITEM_ALERT']);
});

test('where it is sent is said once', () => {
  const sent = answer([reason('NEEDS_TRANSIT', 'alert'), reason('NOT_ON_LOAN', 'message')], { decision: 'done' });
  expect(shownReasons(sent).map(({ code }) => code)).toEqual(['NOT_ON_LOAN']);
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
