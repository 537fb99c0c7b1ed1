// The cards of a patron: those that lend at a moment, and the effect of a write.

import {
  cardAt,
  cardFault,
  withCard,
  type Card,
  type CardWrite,
} from '../../../../../shared/circ/model/patron-cards.ts';
import { scannedAs } from '../../../../../shared/circ/decide/scanned-card.ts';

const plain: Card = { number: 'b1', active: true, primary: true };
const campus: Card = { number: 'c1', active: true, primary: false, kind: 'campus-id', expiresAt: 100 };

test.each<[string, Card, number, ReturnType<typeof cardFault>]>([
  ['in use, of data that tells no kinds apart', plain, 0, null],
  ['in use before its end', campus, 99, null],
  ['expired at its end', campus, 100, 'expired'],
  ['replaced', { ...plain, active: false, endedAs: 'replaced' }, 0, 'replaced'],
  ['not in use, nobody says why', { ...plain, active: false }, 0, 'unknown'],
  ['of an earlier system, whatever else it says', { ...plain, kind: 'old-card' }, 0, 'old'],
])('a card is %s', (_, card, at, fault) => {
  expect(cardFault(card, at)).toBe(fault);
});

describe('a write', () => {
  test('adds a number, and the newest primary card is the only one', () => {
    const next = { ...plain, number: 'b2' };
    expect(withCard([plain, campus], { card: next }, 5)).toEqual([
      { ...plain, primary: false, primaryUntil: 5 },
      campus,
      next,
    ]);
  });

  test('of a number that is there stays in its place, however its letters are typed', () => {
    const again = { ...campus, number: 'C1', expiresAt: 200 };
    expect(withCard([plain, campus], { card: again }, 5)).toEqual([plain, again]);
  });

  test('ends a number, and what is not there stays away', () => {
    const ended = { ...plain, active: false, primary: false, primaryUntil: 5, endedAs: 'lost' };
    expect(withCard([plain, campus], { number: 'b1', ends: 'lost' }, 5)).toEqual([ended, campus]);
    expect(withCard([campus], { number: 'b1', ends: 'lost' }, 5)).toEqual([campus]);
  });

  test('leaves which card stood for the patron at any moment', () => {
    const writes: [CardWrite, number][] = [
      [{ card: plain }, 0],
      [{ card: campus }, 0],
      [{ card: { ...plain, number: 'b2' } }, 10],
      [{ number: 'b2', ends: 'lost' }, 20],
      [{ card: { ...plain, number: 'b3' } }, 30],
      // Edited, it stands for the patron as before.
      [{ card: { ...plain, number: 'b3', expiresAt: 900 } }, 40],
    ];
    const cards = writes.reduce<Card[]>((all, [write, at]) => withCard(all, write, at), []);
    expect([0, 9, 10, 19, 30, 99].map((at) => cardAt({ cards }, at))).toEqual(['b1', 'b1', 'b2', 'b2', 'b3', 'b3']);
  });
});

test('a scan says why a card lends nothing, where that is known, and nothing of a number that was joined', () => {
  const cards = [{ ...plain, active: false }, campus];
  expect(scannedAs({ cards }, { card: 'b1', at: 0 })).toEqual({ isOldCard: true });
  expect(scannedAs({ cards }, { card: 'C1', at: 100 })).toEqual({ isOldCard: true, cardFault: 'expired' });
  expect(scannedAs({ cards }, { card: 'C1', at: 99 })).toEqual({ isOldCard: false });
  expect(scannedAs({ cards }, { card: 'other', at: 0 })).toEqual({ isOldCard: false });
  expect(scannedAs({ cards }, null)).toEqual({ isOldCard: false });
});
