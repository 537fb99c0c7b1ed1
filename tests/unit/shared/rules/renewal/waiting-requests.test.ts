// Waiting patrons, and whether other copies can serve them.

import type { ProfileName } from '../../../../../shared/rules/model/profile-name.ts';
import {
  isHeld,
  isHoldInTheWay,
  isRecalled,
  type OtherCopy,
  type WaitingRequest,
} from '../../../../../shared/rules/renewal/waiting-requests.ts';

const hold = (wants: WaitingRequest['wants']): WaitingRequest => ({ kind: 'hold', wants });
const recall = (wants: WaitingRequest['wants']): WaitingRequest => ({ kind: 'recall', wants });
const page = (wants: WaitingRequest['wants']): WaitingRequest => ({ kind: 'page', wants });
const free: OtherCopy = { isFree: true, fills: 'all' };
const out: OtherCopy = { isFree: false, fills: 'all' };

const ask = (requests: WaitingRequest[], copies: OtherCopy[] = [], over: { onShelfHolds?: boolean } = {}) =>
  isHoldInTheWay(
    { profile: 'koha', requests, copies, onShelfHolds: over.onShelfHolds ?? true },
    { withHold: 'if-others-can-fill' },
  );

describe('holds in the way of a renewal', () => {
  test('stand in the way, unless they are for another copy or one stands for them already', () => {
    const isInTheWay = (request: WaitingRequest) =>
      isHoldInTheWay({ profile: 'koha', requests: [request], copies: [], onShelfHolds: true }, { withHold: 'no' });
    expect(isInTheWay(hold('this-item'))).toBe(true);
    expect(isInTheWay(hold('title'))).toBe(true);
    expect(isInTheWay(hold('other-item'))).toBe(false);
    expect(isInTheWay(hold('title-filled'))).toBe(false);
    expect(isInTheWay(page('this-item'))).toBe(false);
  });

  test('are gone past where the policy tolerates them', () => {
    const question = { profile: 'folio' as const, requests: [hold('this-item')], copies: [], onShelfHolds: true };
    expect(isHoldInTheWay(question, { withHold: 'yes' })).toBe(false);
    expect(isHeld(question)).toBe(true);
  });

  test.each<[ProfileName, boolean]>([
    ['folio', false],
    ['koha', true],
    ['evergreen', true],
    ['holdfast', true],
  ])('in %s count behind a page of the same item: %s', (profile, isCounted) => {
    expect(isHeld({ profile, requests: [page('this-item'), hold('title')] })).toBe(isCounted);
    expect(isHeld({ profile, requests: [page('other-item'), hold('title')] })).toBe(true);
  });

  test('a recall counts wherever it stands in the queue, if it is for this item', () => {
    expect(isRecalled({ requests: [hold('title'), recall('title')] })).toBe(true);
    expect(isRecalled({ requests: [recall('other-item'), hold('title')] })).toBe(false);
  });
});

describe('holds that other copies can fill', () => {
  test('need a free copy each', () => {
    expect(ask([hold('title')], [free])).toBe(false);
    expect(ask([hold('title')], [out])).toBe(true);
    expect(ask([hold('title'), hold('title')], [free, out])).toBe(true);
    expect(ask([hold('title'), hold('title')], [free, free])).toBe(false);
  });

  test('cannot be filled from the shelf where items that are in may not be held', () => {
    expect(ask([hold('title')], [free], { onShelfHolds: false })).toBe(true);
  });

  test('for this very item are filled by no other copy', () => {
    expect(ask([hold('this-item')], [free, free])).toBe(true);
    expect(ask([hold('other-item')], [])).toBe(false);
  });

  test('give way to each other: the one that may have any copy leaves the only other one to whoever needs it', () => {
    const onlyFirst: OtherCopy = { isFree: true, fills: [0] };
    const both: OtherCopy = { isFree: true, fills: [0, 1] };
    expect(ask([hold('title'), hold('title')], [both, onlyFirst])).toBe(false);
    expect(ask([hold('title'), hold('title')], [onlyFirst, onlyFirst])).toBe(true);
  });
});
