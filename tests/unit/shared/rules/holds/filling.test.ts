// Which holds a copy may fill, and which one it does.

import {
  chooseHold,
  LOCALS_FIRST,
  NEAREST_FIRST,
  OLDEST_FIRST,
  QUEUE_ORDER,
  type HoldCandidate,
} from '../../../../../shared/rules/holds/choose-hold.ts';
import { canFillHold } from '../../../../../shared/rules/holds/fulfilment.ts';
import { isHoldableOnShelf } from '../../../../../shared/rules/holds/on-shelf.ts';
import { requestTypesFor } from '../../../../../shared/rules/holds/request-types.ts';
import { holdTerms } from '../../../../support/request-terms.ts';

const copy = { home: 'main', holding: 'annex', kind: 'book', isDamaged: false };
const hold = (pickup: string, kind: string | null = null) => ({ pickup, patronHome: 'east', kind });

describe('a copy', () => {
  test('fills holds for pickup anywhere, at its home, where it is, in its group or in the patron’s', () => {
    const pickups = ['main', 'annex', 'east', 'north'];
    const filled = (fulfilAt: ReturnType<typeof holdTerms>['fulfilAt']) =>
      pickups.filter((pickup) =>
        canFillHold(holdTerms({ fulfilAt }), {
          copy,
          hold: hold(pickup),
          groups: [
            ['main', 'north'],
            ['east', 'annex'],
          ],
        }),
      );
    expect(filled('any')).toEqual(pickups);
    expect(filled('home')).toEqual(['main']);
    expect(filled('holding')).toEqual(['annex']);
    expect(filled('group')).toEqual(['main', 'north']);
    expect(filled('patron-group')).toEqual(['annex', 'east']);
  });

  test('fills holds for its type or for any', () => {
    const fills = (kind: string | null) => canFillHold(holdTerms(), { copy, hold: hold('main', kind), groups: [] });
    expect([fills('book'), fills('dvd'), fills(null)]).toEqual([true, false, true]);
  });

  test('that is damaged fills holds only where such items are held', () => {
    const damaged = { copy: { ...copy, isDamaged: true }, hold: hold('main'), groups: [] };
    expect(canFillHold(holdTerms(), damaged)).toBe(false);
    expect(canFillHold(holdTerms({ damagedAllowed: true }), damaged)).toBe(true);
  });
});

describe('copies on the shelf', () => {
  const allowed = (onShelf: ReturnType<typeof holdTerms>['onShelf']) =>
    [0, 1, 2].map((available) => isHoldableOnShelf(onShelf, { available, total: 2, isThisOut: null }));

  test('keep holds from being placed as the setting says', () => {
    expect(allowed('yes')).toEqual([true, true, true]);
    expect(allowed('only-if-any-unavailable')).toEqual([true, true, false]);
    expect(allowed('only-if-all-unavailable')).toEqual([true, false, false]);
    expect(allowed('no')).toEqual([true, false, false]);
  });

  test('do not matter where the copy asked for is out itself', () => {
    const out = { available: 1, total: 2, isThisOut: true };
    expect(isHoldableOnShelf('only-if-any-unavailable', out)).toBe(true);
    expect(isHoldableOnShelf('only-if-any-unavailable', { ...out, isThisOut: false })).toBe(false);
    expect(isHoldableOnShelf('only-if-all-unavailable', out)).toBe(false);
  });
});

describe('the request types of an item', () => {
  test('depends on its status; of one that is not known nothing is asked', () => {
    expect(requestTypesFor('available')).toEqual(['page']);
    expect(requestTypesFor('checked_out')).toEqual(['hold', 'recall']);
    expect(requestTypesFor('missing')).toEqual(['hold']);
    expect(requestTypesFor('restricted')).toEqual(['hold', 'recall', 'page']);
    expect(requestTypesFor('aged_to_lost')).toEqual([]);
    expect(requestTypesFor('toString')).toEqual([]);
  });
});

describe('of several holds a copy fills', () => {
  const waiting = (id: string, keys: HoldCandidate['keys'], over: Partial<HoldCandidate> = {}): HoldCandidate => ({
    id,
    isReady: false,
    isSuspended: false,
    keys,
    ...over,
  });
  const old = waiting('old', { 'requested-at': 1, 'pickup-distance': 3, position: 1, elsewhere: 1 });
  const near = waiting('near', { 'requested-at': 2, 'pickup-distance': 0, position: 2, elsewhere: 0 });

  test('the nearest, the oldest, the first in the queue or the first of its own patrons', () => {
    const first = (order: Parameters<typeof chooseHold>[1]) => chooseHold([near, old], order)?.id;
    expect(first(NEAREST_FIRST)).toBe('near');
    expect(first(OLDEST_FIRST)).toBe('old');
    expect(first(QUEUE_ORDER)).toBe('old');
    expect(first(LOCALS_FIRST)).toBe('near');
  });

  test('the one that something stands ready for, before all others, even while it is suspended', () => {
    const ready = waiting('ready', { position: 9 }, { isReady: true, isSuspended: true });
    expect(chooseHold([old, near, ready], QUEUE_ORDER)?.id).toBe('ready');
  });

  test('none that is suspended', () => {
    expect(chooseHold([{ ...old, isSuspended: true }, near], QUEUE_ORDER)?.id).toBe('near');
    expect(chooseHold([{ ...old, isSuspended: true }], QUEUE_ORDER)).toBeNull();
  });

  test('one that was cut in line or goes deeper first, and one whose key is not known last', () => {
    const cut = waiting('cut', { 'cut-in-line': 1 });
    const plain = waiting('plain', { 'cut-in-line': 0 });
    expect(chooseHold([waiting('bare', {}), plain, cut], ['cut-in-line'])?.id).toBe('cut');
    expect(chooseHold([waiting('bare', {}), plain], ['cut-in-line'])?.id).toBe('plain');
  });
});
