// The order of acts: by time, and never against an act's own basis.

import { actId } from '../../../../../shared/core/ids.ts';
import { orderTimeline, sawChain } from '../../../../../shared/circ/fold/timeline.ts';
import { at, checkin, checkout } from '../../../../support/acts.ts';

const names = (acts: ReturnType<typeof checkout>[]) => orderTimeline(acts).map(({ act }) => act.id);

describe('the order of an item’s acts', () => {
  test('is by time, then desk, when nobody saw anything', () => {
    expect(names([checkin('B/1', at(10)), checkout('A/1', at(10), 'P'), checkin('C/1', at(9))])).toEqual([
      'C/1',
      'A/1',
      'B/1',
    ]);
  });

  test('puts an act after the one it saw, whatever its clock says', () => {
    const slow = checkout('A/1', at(9, 58), 'P', { saw: actId('B/1') });
    expect(names([slow, checkin('B/1', at(10))])).toEqual(['B/1', 'A/1']);
  });

  test('keeps the acts of a stream in their order when an earlier one was moved', () => {
    const moved = checkin('A/1', at(9), { saw: actId('B/1') });
    const next = checkout('A/2', at(9, 1), 'P');
    const order = orderTimeline([next, moved, checkin('B/1', at(10))]);
    expect(order.map(({ act }) => act.id)).toEqual(['B/1', 'A/1', 'A/2']);
    expect(order.map(({ keyAt }) => keyAt)).toEqual([at(10), at(10), at(10)]);
  });

  test('lets a stated time wait for nothing', () => {
    const paper = checkout('A/2', at(8), 'P', { stated: true, uncertaintyMs: 60_000 });
    expect(names([checkin('A/1', at(12)), paper])).toEqual(['A/2', 'A/1']);
  });

  test('takes an act once that arrived twice, and ends when two acts claim to have seen each other', () => {
    const a = checkin('A/1', at(10), { saw: actId('B/1') });
    const b = checkin('B/1', at(11), { saw: actId('A/1') });
    expect(names([a, a, b])).toEqual(['A/1', 'B/1']);
  });

  test('knows what an act had seen through its stream', () => {
    const acts = [checkin('B/1', at(9)), checkout('A/1', at(10), 'P', { saw: actId('B/1') }), checkin('A/2', at(11))];
    const saw = sawChain(acts);
    expect(saw(actId('A/2'), actId('B/1'))).toBe(true);
    expect(saw(actId('B/1'), actId('A/2'))).toBe(false);
  });
});
