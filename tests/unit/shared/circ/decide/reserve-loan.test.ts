// A copy on reserve is lent by the rules of its reserve shelf: by the hour, cut at closing, overnight and over the weekend where it is lent late, one at
// a time, after a wait; and one for use in the building alone is due when it closes, however late it is lent.

import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { countedAs } from '../../../../../shared/circ/facts.ts';
import { ownItem, withReserve } from '../../../../../shared/circ/model/reserved-item.ts';
import { branchId, itemId, locationId, reserveId } from '../../../../../shared/core/ids.ts';
import { MINUTE_MS } from '../../../../../shared/core/instant.ts';
import {
  checkoutFacts,
  duration,
  hours,
  inNewYork,
  item,
  itemFacts,
  out,
  patronFacts,
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';

const SHELF = locationId('reserves');
const rules = ruleSet({
  weights: { location: 10 },
  rules: [
    rule('1'),
    rule('2', {
      criteria: { patronGroup: { in: ['everybody'] }, location: { in: ['reserves'] } },
      gives: {
        duration: duration(hours(4), 0),
        hoursMode: 'cut_to_closing',
        closeBufferMinutes: 15,
        overnight: { windowMinutes: 120, weekendAsOvernight: true },
        openingOffsetMinutes: 60,
        reuse: { cooldownMinutes: 30, of: 'item' },
      },
    }),
  ],
  limitSets: [
    {
      id: 'reserves',
      name: 'Reserves',
      branch: branchId('all'),
      limit: 1,
      kinds: [],
      locations: [SHELF],
      global: true,
    },
  ],
});
const own = item({ kind: 'book', location: locationId('stacks') });
const reserved = (inLibrary = false) =>
  withReserve(own, {
    id: reserveId('one'),
    at: 0,
    terms: { location: SHELF, kind: null, loanType: null, inLibrary },
  });
const decide = (copy: typeof own, at: string, patron = patronFacts()) =>
  decideCheckout(
    checkoutFacts({ rules, item: itemFacts({ item: copy }), patron }),
    { barcode: '3100', card: '2100', overrides: [] },
    inNewYork(at),
  );
const due = (copy: typeof own, at: string) => decide(copy, at).terms?.dueAt;

test.each([
  ['in the morning, four hours', '2022-06-13T10:00:00', '2022-06-13T14:00:00'],
  ['too early for the night, until a quarter before closing', '2022-06-13T15:00:00', '2022-06-13T17:45:00'],
  ['late, an hour after the next opening', '2022-06-13T16:30:00', '2022-06-14T10:00:00'],
  ['late before a closed day, over it', '2022-06-18T16:30:00', '2022-06-20T10:00:00'],
])('is lent %s', (_, at, until) => {
  expect(due(reserved(), at)).toBe(inNewYork(until));
});

test('for use in the building alone it is due when that closes', () => {
  expect(due(reserved(true), '2022-06-13T16:30:00')).toBe(inNewYork('2022-06-13T17:45:00'));
  expect(due(reserved(true), '2022-06-13T10:00:00')).toBe(inNewYork('2022-06-13T14:00:00'));
});

test('is lent one at a time, and to the same person after a wait', () => {
  const at = '2022-06-13T10:00:00';
  const other = out('L', { itemId: itemId('Y') }, countedAs({ ...reserved(), id: itemId('Y') }));
  const codes = (patron: ReturnType<typeof patronFacts>) =>
    decide(reserved(), at, patron).reasons.map(({ code }) => code);
  expect(codes(patronFacts({ loansOut: [other] }))).toContain('LIMIT_SET');
  const back = { itemId: reserved().id, kind: 'book', at: inNewYork(at) - 10 * MINUTE_MS };
  expect(codes(patronFacts({ returned: [back] }))).toEqual(['REUSE_TOO_SOON']);
  expect(codes(patronFacts())).toEqual([]);
});

test('off reserve it is lent as it was before', () => {
  const off = withReserve(reserved(), { id: reserveId('one'), at: 0, terms: null });
  expect(off).toEqual(own);
  expect(ownItem(reserved())).toEqual(own);
  expect(due(off, '2022-06-13T10:00:00')).toBe(due(own, '2022-06-13T10:00:00'));
});

test('a loan type of the reserve goes with it, and one of its own comes back', () => {
  const terms = { location: null, kind: null, loanType: 'hourly', inLibrary: false };
  const put = (copy: typeof own) => withReserve(copy, { id: reserveId('one'), at: 0, terms });
  expect(put(own).loanType).toBe('hourly');
  expect(ownItem(put(own))).toEqual(own);
  const typed = item({ loanType: 'normal' });
  expect(put(typed).loanType).toBe('hourly');
  expect(ownItem(put(typed))).toEqual(typed);
});
