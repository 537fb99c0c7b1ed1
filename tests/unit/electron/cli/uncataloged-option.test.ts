// `holdfast library --uncataloged`: kinds that are lent by number, and the faults reported.

import { uncatalogedLines, uncatalogedTermsOf } from '../../../../electron/cli/admin/uncataloged-option.ts';

test('kinds by code, name and item type; none takes them back', () => {
  const terms = uncatalogedTermsOf({ uncataloged: 'pbk=Paperbacks:book; mag=Old magazines:serial' });
  expect(terms.uncataloged).toEqual([
    { id: 'pbk', name: 'Paperbacks', type: 'book' },
    { id: 'mag', name: 'Old magazines', type: 'serial' },
  ]);
  expect(uncatalogedLines(terms)).toEqual([
    'lent by number pbk: Paperbacks (book)',
    'lent by number mag: Old magazines (serial)',
  ]);
  expect([uncatalogedTermsOf({ uncataloged: 'none' }), uncatalogedTermsOf({})]).toEqual([
    { uncataloged: undefined },
    {},
  ]);
});

test.each(['', 'pbk', 'pbk=Paperbacks', 'P B=Paperbacks:book', 'a=A:x; a=B:y'])('%j is refused', (text) => {
  expect(() => uncatalogedTermsOf({ uncataloged: text })).toThrow('--uncataloged takes kinds as');
});
