// The screen decides what a scan does; the box only finds.

import type { ScanResolution } from '../../../../shared/bridge/views/item.ts';
import { planScan } from '../../../../renderer/stores/work/plan-scan.ts';

const card: ScanResolution = { kind: 'patron', card: '21', name: 'OKAFOR, Sade' };
const item: ScanResolution = { kind: 'item', barcode: '31', title: 'Circe' };
const unknown = (looksLike: 'card' | 'barcode' | 'either' | 'text', looksMisread = false): ScanResolution => ({
  kind: 'unknown',
  text: '99',
  looksLike,
  looksMisread,
});

describe('what a scan does', () => {
  test('a card opens its patron, except on Check in', () => {
    expect(planScan({ screen: 'checkout', hasPatron: false }, card)).toMatchObject({
      kind: 'open-patron',
      isKnown: true,
    });
    expect(planScan({ screen: 'checkout', hasPatron: true }, card)).toMatchObject({ kind: 'open-patron' });
    expect(planScan({ screen: 'patrons', hasPatron: false }, card)).toMatchObject({ kind: 'open-patron' });
    expect(planScan({ screen: 'sync', hasPatron: false }, card)).toMatchObject({ kind: 'open-patron' });
    expect(planScan({ screen: 'checkin', hasPatron: true }, card)).toEqual({ kind: 'card-at-checkin', card: '21' });
  });

  test('an item goes to the patron on Check out, and waits when there is none', () => {
    expect(planScan({ screen: 'checkout', hasPatron: true }, item)).toMatchObject({ kind: 'lend', barcode: '31' });
    expect(planScan({ screen: 'checkout', hasPatron: false }, item)).toMatchObject({ kind: 'keep-in-hand' });
  });

  test('on Check in every item is returned, whoever is on screen', () => {
    expect(planScan({ screen: 'checkin', hasPatron: true }, item)).toMatchObject({ kind: 'return' });
    expect(planScan({ screen: 'checkin', hasPatron: false }, item)).toMatchObject({ kind: 'return' });
    expect(planScan({ screen: 'checkin', hasPatron: false }, unknown('barcode'))).toMatchObject({ kind: 'return' });
  });

  test.each(['patrons', 'sync'] as const)('on %s nothing is recorded', (screen) => {
    expect(planScan({ screen, hasPatron: true }, item)).toEqual({ kind: 'show-item', barcode: '31' });
    expect(planScan({ screen, hasPatron: true }, unknown('barcode'))).toMatchObject({ kind: 'not-found' });
  });

  test('an unknown card opens as it is, so that lending goes on', () => {
    expect(planScan({ screen: 'checkout', hasPatron: false }, unknown('card'))).toEqual({
      kind: 'open-patron',
      card: '99',
      isKnown: false,
    });
  });

  test('an unknown barcode is tried: the desk says what may be done', () => {
    expect(planScan({ screen: 'checkout', hasPatron: true }, unknown('barcode'))).toMatchObject({ kind: 'lend' });
    expect(planScan({ screen: 'checkout', hasPatron: false }, unknown('barcode'))).toMatchObject({
      kind: 'keep-in-hand',
    });
  });

  test('a code that may be either is a card until a patron is open', () => {
    expect(planScan({ screen: 'checkout', hasPatron: false }, unknown('either'))).toMatchObject({
      kind: 'open-patron',
      isKnown: false,
    });
    expect(planScan({ screen: 'checkout', hasPatron: true }, unknown('either'))).toMatchObject({ kind: 'lend' });
    expect(planScan({ screen: 'checkin', hasPatron: false }, unknown('either'))).toMatchObject({ kind: 'return' });
  });

  test('a code that looks misread is asked for again, on every screen', () => {
    for (const screen of ['checkout', 'checkin', 'patrons', 'sync'] as const) {
      expect(planScan({ screen, hasPatron: true }, unknown('barcode', true))).toEqual({
        kind: 'ask-again',
        text: '99',
      });
    }
  });

  test('a text is searched for', () => {
    expect(planScan({ screen: 'checkout', hasPatron: false }, unknown('text'))).toEqual({ kind: 'search', text: '99' });
  });
});
