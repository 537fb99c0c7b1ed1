// Where one of many due dates goes: within the calendar of the branch that lent it, never later for a recalled loan.

import { DAY_MS, HOUR_MS } from '../../../../../shared/core/instant.ts';
import { decideMove, type DueMove } from '../../../../../shared/circ/decide/move-due-date.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import {
  calendar,
  checkoutFacts,
  closedOn,
  inNewYork,
  loan,
  MONDAY,
  ruleSet,
} from '../../../../support/small-library.ts';
import { hourly as anyPolicy } from '../../../../support/acts.ts';

const endOf = (day: string) => inNewYork(`${day}T23:59:00`);

type More = {
  readonly loan?: Partial<Loan>;
  readonly hours?: Parameters<typeof calendar>[0];
  readonly grain?: 'day' | 'time';
  readonly isOwn?: boolean;
  readonly mayShorten?: boolean;
};

function decide(
  move: DueMove,
  { loan: over = {}, hours = {}, grain = 'day', isOwn = false, mayShorten = false }: More = {},
) {
  const { library } = checkoutFacts({ rules: ruleSet({}, calendar(hours)) });
  const held = loan('L', { dueAt: endOf('2022-06-15'), ...over });
  const policy = { ...anyPolicy, grain };
  return decideMove({ library, loan: held, policy, isOwn }, { move, mayShorten }, MONDAY);
}
const moved = (...given: Parameters<typeof decide>) => {
  const decision = decide(...given);
  return decision.outcome === 'moves'
    ? new Date(decision.dueAt - 4 * HOUR_MS).toISOString().slice(0, 16)
    : decision.why.code;
};
const to = (day: string) => ({ to: 'day', day }) as const;

test('a loan in days goes to the end of the day, or of the next open one', () => {
  expect(moved(to('2022-06-22'))).toBe('2022-06-22T23:59');
  // The 19th is a Sunday, and the Monday after it is closed.
  expect(moved(to('2022-06-19'), { hours: { closures: [closedOn('2022-06-20')] } })).toBe('2022-06-21T23:59');
  expect(decide(to('2022-06-19'))).toMatchObject({ isPastClosed: true });
  expect(decide(to('2022-06-22'))).toMatchObject({ isPastClosed: false });
});

test('it moves by days, and out of closed time alone', () => {
  expect(moved({ to: 'days', days: 7 })).toBe('2022-06-22T23:59');
  expect(moved({ to: 'open' })).toBe('DUE_SAME');
  expect(moved({ to: 'open' }, { hours: { closures: [closedOn('2022-06-15')] } })).toBe('2022-06-16T23:59');
});

test('a loan by the hour keeps its time of day, or is due when the branch next opens', () => {
  const hourly = { grain: 'time', loan: { dueAt: inNewYork('2022-06-13T16:00:00') } } as const;
  expect(moved({ to: 'days', days: 1 }, hourly)).toBe('2022-06-14T16:00');
  expect(moved({ to: 'days', days: 6 }, hourly)).toBe('2022-06-20T09:00');
  const atClosing = { ...hourly, loan: { dueAt: inNewYork('2022-06-13T18:00:00') } };
  expect(moved({ to: 'days', days: 1 }, atClosing)).toBe('2022-06-14T18:00');
});

test('a recalled loan is never lengthened, and shortened where that was asked for', () => {
  const recalled = { loan: { recalled: true } };
  expect(moved({ to: 'days', days: 1 }, recalled)).toBe('DUE_PAST_RECALL');
  expect(moved({ to: 'days', days: -1 }, { ...recalled, mayShorten: true })).toBe('2022-06-14T23:59');
});

test('each loan that stays says why', () => {
  expect(moved(to('2022-06-15'))).toBe('DUE_SAME');
  expect(moved(to('2022-06-14'))).toBe('DUE_LATER_ALREADY');
  expect(moved(to('2022-06-10'), { mayShorten: true })).toBe('DUE_INVALID');
  expect(moved(to('2022-06-22'), { isOwn: true })).toBe('OWN_ACCOUNT');
  expect(moved(to('2022-06-22'), { loan: { state: 'lost', lostAt: MONDAY - DAY_MS } })).toBe('RENEW_ITEM_LOST');
  expect(moved(to('2022-06-22'), { loan: { state: 'in-question' } })).toBe('ITEM_IN_QUESTION');
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  expect(moved(to('2022-06-22'), { hours: { weekly: never } })).toBe('NO_OPEN_DAYS');
});
