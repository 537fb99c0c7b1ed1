// The title fold on copies and holds. The whole of it is in the worked cases.

import { branchId, holdId, itemId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import type { HoldAct } from '../../../../../shared/circ/acts.ts';
import { holdEnd } from '../../../../../shared/circ/model/hold.ts';
import { foldAll, type ItemInput } from '../../../../../shared/circ/fold/fold-all.ts';
import { at, checkin, checkout, header, timelinesOf } from '../../../../support/acts.ts';

const title = titleId('t');
const main = branchId('main');
const placed: HoldAct = {
  kind: 'placeHold',
  ...header('C/1', at(9)),
  hold: holdId('H'),
  patronId: patronId('P'),
  titleId: title,
  itemId: null,
  pickup: main,
};

/** A copy that was trapped for the hold at ten o'clock at a desk. */
function trapped(copy: string, desk: string): ItemInput {
  const act = { ...checkin(`${desk}/1`, at(10)), kind: 'checkin' as const, returnedAt: null, transitTo: null };
  return {
    itemId: itemId(copy),
    titleId: title,
    serial: false,
    holdable: true,
    priceMinor: null,
    base: { foldedTo: null, where: { status: 'available', branch: main } },
    acts: [{ ...act, itemId: itemId(copy), hold: holdId('H') }],
  };
}

test.each([
  ['X', 'A', 'Y', 'B'],
  ['X', 'B', 'Y', 'A'],
])('copies trapped in the same millisecond: %s at %s, %s at %s; the same one wins in any order [I24]', (...names) => {
  const [x, deskOfX, y, deskOfY] = names;
  const copies = [trapped(x, deskOfX), trapped(y, deskOfY)];
  for (const items of [copies, copies.toReversed()]) {
    const { holds, exceptions } = foldAll(timelinesOf([], { items, holdActs: new Map([[title, [placed]]]) }));
    const [winner, loser] = deskOfX === 'A' ? [x, y] : [y, x];
    expect(holds).toMatchObject([{ state: 'captured', capturedItem: winner, position: 1 }]);
    expect(exceptions).toContainEqual({ code: 'hold-trapped-twice', subject: { item: loser }, cause: 'B/1' });
  }
});

describe('a hold', () => {
  const copy: ItemInput = { ...trapped('X', 'A'), acts: [checkin('A/1', at(10))] };
  const folded = (holdActs: readonly HoldAct[]) =>
    foldAll(timelinesOf([], { items: [copy], holdActs: new Map([[title, holdActs]]) }));

  test('that was cancelled does not expire later, in any order of arrival [I24]', () => {
    const about = { hold: holdId('H'), patronId: patronId('P'), titleId: title };
    const acts: readonly HoldAct[] = [
      { ...placed, expiresAt: at(12) },
      { kind: 'cancelHold', ...header('B/1', at(11)), ...about },
      { kind: 'expireHold', ...header('SRV/1', at(12), { stated: true }), ...about, trap: null },
    ];
    for (const holdActs of [acts, acts.toReversed()])
      expect(folded(holdActs).holds).toMatchObject([{ state: 'cancelled', endedAt: at(11), position: null }]);
    expect(folded(acts.filter(({ kind }) => kind !== 'cancelHold')).holds).toMatchObject([{ state: 'expired' }]);
  });

  describe('with its copy taken off the shelf after the wait was over', () => {
    const shelved = { ...checkin('A/1', at(10)), itemId: itemId('X'), hold: holdId('H'), holdUntil: at(11) };
    const takenOff = (moment: number) => ({ ...checkin('A/2', moment), itemId: itemId('X'), hold: null });
    const foldedOf = (scans: ItemInput['acts'], more: readonly HoldAct[] = []) =>
      foldAll(
        timelinesOf([], {
          items: [{ ...copy, acts: scans }],
          holdActs: new Map([[title, [placed, ...more]]]),
        }),
      );

    test('waits without a copy, and nobody forgot to put one aside', () => {
      const { holds, exceptions } = foldedOf([shelved, takenOff(at(12))]);
      expect(holds).toMatchObject([{ state: 'waiting', takenOff: { itemId: 'X', until: at(11) } }]);
      expect(holds.map((hold) => holdEnd(hold))).toEqual([at(11)]);
      expect(exceptions.filter(({ code }) => code !== 'already-in')).toEqual([]);
      // Before the end it waits as ever.
      expect(foldedOf([shelved, takenOff(at(11) - 1)]).holds[0]?.takenOff).toBeUndefined();
    });

    test('is ended by the server as of the end of the wait, whichever came first [I24]', () => {
      const about = { hold: holdId('H'), patronId: patronId('P'), titleId: title, trap: shelved.id };
      const expiry: HoldAct = { kind: 'expireHold', ...header('SRV/1', at(11), { stated: true }), ...about };
      for (const scans of [
        [shelved, takenOff(at(12))],
        [takenOff(at(12)), shelved],
      ]) {
        const { holds, exceptions } = foldedOf(scans, [expiry]);
        expect(holds).toMatchObject([{ state: 'expired', endedAt: at(11) }]);
        expect(holds[0]?.takenOff).toBeUndefined();
        expect(exceptions.filter(({ code }) => code !== 'already-in')).toEqual([]);
      }
    });

    test('has a copy again where a desk that did not know put one aside', () => {
      const again = { ...shelved, ...header('B/1', at(13)), holdUntil: at(14) };
      const { holds } = foldedOf([shelved, takenOff(at(12)), again]);
      expect(holds).toMatchObject([{ state: 'captured', capturedItem: 'X', shelfUntil: at(14) }]);
      expect(holds[0]?.takenOff).toBeUndefined();
    });
  });

  test('expires at its end, and not a moment before it', () => {
    const about = { hold: holdId('H'), patronId: patronId('P'), titleId: title, trap: null };
    const states = [at(12) - 1, at(12)].map((moment) => {
      const expiry: HoldAct = { kind: 'expireHold', ...header('SRV/1', moment, { stated: true }), ...about };
      return folded([{ ...placed, expiresAt: at(12) }, expiry]).holds.map(({ state }) => state);
    });
    expect(states).toEqual([['waiting'], ['expired']]);
  });

  test('that is suspended was not missed by the check-in of a copy', () => {
    const { kind: _, ...asked } = placed;
    for (const suspended of [false, true]) {
      const opening: HoldAct = { kind: 'openHold', ...asked, suspended, trapped: null };
      const missed = folded([opening]).exceptions.filter(({ code }) => code === 'missed-hold');
      expect(missed).toHaveLength(suspended ? 0 : 1);
    }
  });

  test('is filled by a loan of a copy that could fill it, and by the copy that stood there for it whatever was said since', () => {
    const { kind: _, ...asked } = placed;
    const stateAfter = ({ suspended = false, holdable = true, stood = false }) => {
      const where = stood ? { itemId: itemId('X'), branch: main } : null;
      const opening: HoldAct = { kind: 'openHold', ...asked, suspended, trapped: where };
      const lent: ItemInput = { ...copy, holdable, acts: [checkout('A/1', at(10), 'P')] };
      return foldAll(timelinesOf([], { items: [lent], holdActs: new Map([[title, [opening]]]) })).holds[0]?.state;
    };
    expect(stateAfter({})).toBe('filled');
    expect(stateAfter({ suspended: true })).toBe('waiting');
    expect(stateAfter({ holdable: false })).toBe('waiting');
    expect(stateAfter({ suspended: true, stood: true })).toBe('filled');
    expect(stateAfter({ holdable: false, stood: true })).toBe('filled');
  });
});
