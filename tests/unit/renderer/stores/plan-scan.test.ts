// The screen decides on the effect of a scan; the box only finds.

import type { ScanResolution } from '../../../../shared/views/item.ts';
import { planScan } from '../../../../renderer/stores/work/plan-scan.ts';

const card: ScanResolution = { kind: 'patron', card: '21', name: 'OKAFOR, Sade' };
const item: ScanResolution = { kind: 'item', barcode: '31', title: 'Circe' };
const unknown = (looksLike: 'card' | 'barcode' | 'either' | 'isbn' | 'text', looksMisread = false): ScanResolution => ({
  kind: 'unknown',
  text: '99',
  looksLike,
  looksMisread,
});

describe('the plan of a scan', () => {
  test('a card opens its patron, except on Check in', () => {
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: false }, card)).toMatchObject({
      kind: 'open-patron',
      isKnown: true,
    });
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: true }, card)).toMatchObject({
      kind: 'open-patron',
    });
    expect(planScan({ screen: 'patrons', scanned: true, hasPatron: false }, card)).toMatchObject({
      kind: 'open-patron',
    });
    expect(planScan({ screen: 'work', scanned: true, hasPatron: false }, card)).toMatchObject({ kind: 'open-patron' });
    expect(planScan({ screen: 'checkin', scanned: true, hasPatron: true }, card)).toEqual({
      kind: 'card-at-checkin',
      card: '21',
    });
  });

  test('an item goes to the patron on Check out, and waits when there is none', () => {
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: true }, item)).toMatchObject({
      kind: 'lend',
      barcode: '31',
    });
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: false }, item)).toMatchObject({
      kind: 'keep-in-hand',
    });
  });

  test('on Check in every item is returned, whoever is on screen', () => {
    expect(planScan({ screen: 'checkin', scanned: true, hasPatron: true }, item)).toMatchObject({ kind: 'return' });
    expect(planScan({ screen: 'checkin', scanned: true, hasPatron: false }, item)).toMatchObject({ kind: 'return' });
    expect(planScan({ screen: 'checkin', scanned: true, hasPatron: false }, unknown('barcode'))).toMatchObject({
      kind: 'return',
    });
  });

  test.each(['patrons', 'work'] as const)('on %s nothing is recorded', (screen) => {
    expect(planScan({ screen, scanned: true, hasPatron: true }, item)).toEqual({ kind: 'show-item', barcode: '31' });
    expect(planScan({ screen, scanned: true, hasPatron: true }, unknown('barcode'))).toMatchObject({
      kind: 'not-found',
    });
  });

  test('an unknown card opens as it is, so that lending goes on', () => {
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: false }, unknown('card'))).toEqual({
      kind: 'open-patron',
      card: '99',
      isKnown: false,
    });
  });

  test('an unknown barcode is tried: the desk says what may be done', () => {
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: true }, unknown('barcode'))).toMatchObject({
      kind: 'lend',
    });
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: false }, unknown('barcode'))).toMatchObject({
      kind: 'keep-in-hand',
    });
  });

  test('a code that may be either is a card until a patron is open', () => {
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: false }, unknown('either'))).toMatchObject({
      kind: 'open-patron',
      isKnown: false,
    });
    expect(planScan({ screen: 'checkout', scanned: true, hasPatron: true }, unknown('either'))).toMatchObject({
      kind: 'lend',
    });
    expect(planScan({ screen: 'checkin', scanned: true, hasPatron: false }, unknown('either'))).toMatchObject({
      kind: 'return',
    });
  });

  test('a code that looks misread is asked for again, on every screen', () => {
    for (const screen of ['checkout', 'checkin', 'patrons', 'work'] as const) {
      expect(planScan({ screen, scanned: true, hasPatron: true }, unknown('barcode', true))).toEqual({
        kind: 'ask-again',
        text: '99',
      });
    }
  });

  test('a text is searched for where a person typed it, and never where a scanner did', () => {
    const typed = { screen: 'checkout', scanned: false, hasPatron: false } as const;
    expect(planScan(typed, unknown('text'))).toEqual({ kind: 'search', text: '99' });
    expect(planScan({ ...typed, scanned: true }, unknown('text'))).toEqual({ kind: 'not-found', text: '99' });
  });

  test.each(['checkout', 'checkin', 'patrons', 'work'] as const)(
    'an ISBN records nothing on %s, read well or badly',
    (screen) => {
      for (const hasPatron of [true, false]) {
        for (const looksMisread of [true, false]) {
          const place = { screen, scanned: true, hasPatron };
          expect(planScan(place, unknown('isbn', looksMisread))).toEqual({ kind: 'isbn', text: '99' });
        }
      }
    },
  );
});
