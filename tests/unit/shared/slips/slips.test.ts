// Slips: their text about a patron, their fit on paper, and the bytes that a printer gets.

import fc from 'fast-check';
import { asPrinted, encodeText } from '../../../../shared/slips/code-pages.ts';
import { escPos } from '../../../../shared/slips/esc-pos.ts';
import { layOut } from '../../../../shared/slips/lay-out.ts';
import {
  dueSlip,
  holdSlip,
  paymentSlip,
  testSlip,
  transitSlip,
  type SlipHead,
} from '../../../../shared/slips/make-slips.ts';
import type { PatronOnSlip, Slip } from '../../../../shared/slips/slip.ts';

const head = (language: 'en' | 'es' = 'en', isPractice = false): SlipHead => ({
  isPractice,
  saying: { language, now: Date.parse('2026-12-01T22:02:00Z') },
  library: 'Honeyfield Library',
  desk: 'Main desk',
  at: 'Dec 1, 2026, 2:02 PM',
});
const patron = { card: '21310000004421', name: 'OKAFOR, Sade' };
const item = { title: 'The Overstory', barcode: '31310000008812', dueText: 'Tue, Dec 15' };
const paper = { width: 32, codePage: 'pc850' } as const;
const textOf = (slip: Slip): string =>
  layOut(slip, paper)
    .map(({ text }) => text)
    .join('\n');
const dueOf = (patronOnSlip: PatronOnSlip): string => textOf(dueSlip(head(), { patron, patronOnSlip }, [item]));

describe('in practice', () => {
  const routed = { title: 'The Overstory', callNumber: null, barcode: '31310000008812' };
  const owner = { patron: null, patronOnSlip: 'nothing' } as const;
  test.each([
    ['due', (of: SlipHead) => dueSlip(of, owner, [item])],
    [
      'payment',
      (of: SlipHead) =>
        paymentSlip(of, owner, { title: 'Receipt 1', amount: { what: 'Cash', amount: '$5.00' }, lines: [], after: [] }),
    ],
    ['hold', (of: SlipHead) => holdSlip(of, { label: 'OKAF S 4421', item: routed, until: null })],
    ['transit', (of: SlipHead) => transitSlip(of, { branch: 'East', label: null, item: routed })],
    ['test', (of: SlipHead) => testSlip(of, 'network')],
  ])('the first line of every slip says that it does not count: %s', (_kind, slip) => {
    const firstOf = (of: SlipHead): string => layOut(slip(of), paper)[0]?.text.trim() ?? '';
    expect(firstOf(head('en', true))).toBe('PRACTICE: does not count');
    expect(firstOf(head('es', true))).toBe('PRÁCTICA: no cuenta');
    expect(firstOf(head())).not.toContain('PRACTICE');
  });
});

describe('a slip of due dates', () => {
  test('has the library, each item with its date, and nothing whole that names anybody', () => {
    const text = dueOf('last-four');
    for (const part of ['Honeyfield Library', 'Checked out', 'The Overstory', '...8812', 'Due Tue, Dec 15', 'Items: 1'])
      expect(text).toContain(part);
    expect(text).toContain('Card ...4421');
    expect(text).not.toContain(patron.card);
    expect(text).not.toContain(item.barcode);
    expect(text).not.toMatch(/okafor/i);
  });

  test('says of its patron what the library wants, and no more', () => {
    expect(dueOf('nothing')).not.toMatch(/4421|Card|OKAFOR/);
    expect(dueOf('name')).toContain('Card OKAFOR, Sade ...4421');
    expect(textOf(dueSlip(head(), { patron: null, patronOnSlip: 'name' }, [item]))).not.toContain('Card');
  });

  test('is in the language of the desk', () => {
    expect(textOf(dueSlip(head('es'), { patron, patronOnSlip: 'nothing' }, [item]))).toContain('Devolver: Tue, Dec 15');
  });
});

test('a receipt has its amounts at the right edge, each whole', () => {
  const what = 'A replacement of something with a very long name that takes several lines';
  const slip = paymentSlip(
    head(),
    { patron, patronOnSlip: 'nothing' },
    {
      title: 'Receipt 7',
      amount: { what: 'Paid', amount: '$125.00' },
      lines: [{ what, amount: '$125.00' }],
      after: [{ what: 'Still owed', amount: '$3.00' }],
    },
  );
  expect(layOut(slip, paper).at(-1)?.text).toMatch(/^Still owed +\$3\.00$/);
  const rows = layOut(slip, paper).filter(({ text }) => text.endsWith('$125.00'));
  expect(rows.map(({ text, look }) => [text.length, look])).toEqual([
    [32, 'plain'],
    [32, 'strong'],
  ]);
});

test('no row is wider than the paper, whatever stands on the slip, and a large one is half as long', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 80 });
  const texts = fc.record({ title: anything, barcode: anything, library: anything });
  const papers = fc.record({ width: fc.constantFrom(32, 42, 48), codePage: fc.constantFrom('pc850', 'wpc1252') });
  fc.assert(
    fc.property(texts, papers, ({ title, barcode, library }, { width, codePage }) => {
      const slip = dueSlip({ ...head(), library }, { patron, patronOnSlip: 'name' }, [{ ...item, title, barcode }]);
      for (const { text, look } of layOut(slip, { width, codePage })) {
        expect(encodeText(text, codePage).length).toBeLessThanOrEqual(look === 'large' ? width / 2 : width);
        expect(asPrinted(text, codePage)).toBe(text);
      }
    }),
  );
});

describe('the bytes for a printer', () => {
  test('begin anew, choose the code page, and end with a cut where there is a knife', () => {
    const bytes = escPos([{ text: 'ñ', look: 'plain' }], { codePage: 'pc850', cuts: true });
    expect(Array.from(bytes.slice(0, 5))).toEqual([0x1b, 0x40, 0x1b, 0x74, 2]);
    expect(bytes).toContain(0xa4);
    expect(Array.from(bytes.slice(-4))).toEqual([0x1d, 0x56, 0x42, 0]);
    expect(Array.from(escPos([], { codePage: 'wpc1252', cuts: false }).slice(3, 5))).toEqual([0x74, 16]);
  });

  test.each([
    ['pc850', [0xa0, 0x82, 0xa1, 0xa2, 0xa3, 0x81, 0xa4, 0xa5, 0xa8, 0xad]],
    ['wpc1252', [0xe1, 0xe9, 0xed, 0xf3, 0xfa, 0xfc, 0xf1, 0xd1, 0xbf, 0xa1]],
  ] as const)('have the Spanish letters in %s', (page, bytes) => {
    expect(encodeText('áéíóúüñÑ¿¡', page)).toEqual(bytes);
    // Letters that were written with a mark of their own are the same letters.
    expect(encodeText('áéíóúüñÑ¿¡'.normalize('NFD'), page)).toEqual(bytes);
  });

  test('have a letter without its mark, or another sign, where the page has no such one', () => {
    expect(String.fromCodePoint(...encodeText('Dvořák — “Ω” …', 'pc850'))).toBe('Dvor\u00a0k - "?" ...');
  });

  test('hold no command that stood in a title', () => {
    const slip = dueSlip(head(), { patron, patronOnSlip: 'nothing' }, [
      { ...item, title: 'A\u001bp\u0000\u001d\u0056B\u009b' },
    ]);
    const commands = (bytes: Uint8Array): number => bytes.filter((byte) => byte < 0x20 && byte !== 0x0a).length;
    const options = { codePage: 'pc850', cuts: true } as const;
    const plain = dueSlip(head(), { patron, patronOnSlip: 'nothing' }, [{ ...item, title: 'A p VB' }]);
    expect(commands(escPos(layOut(slip, paper), options))).toBe(commands(escPos(layOut(plain, paper), options)));
  });
});

test('a test page fills the paper from edge to edge', () => {
  const rows = layOut(testSlip(head(), 'Printer 192.0.2.40'), { width: 48, codePage: 'pc850' });
  expect(rows.map(({ text }) => text)).toContain('-'.repeat(48));
});
