// The text for staff when another library system did not take a transaction, in both languages.

import { sayException } from '../../../../shared/circ/say-exception.ts';
import { THERE_REASONS } from '../../../../shared/circ/there-reasons.ts';
import { REFUSALS } from '../../../../shared/connectors/message.ts';

const params = { system: 'ils', title: 'T', barcode: 'X' };
const said = (language: 'en' | 'es', why: string, more = {}): string =>
  sayException({ language, now: 0 }, { code: 'there-refused', params: { ...params, why, ...more } }).text;

test.each([...REFUSALS, 'by-hand', 'no-number'])('the reason %s has words', (why) => {
  expect(Object.keys(THERE_REASONS)).toContain(why);
  expect(said('en', why)).not.toContain('{why}');
  expect(said('es', why)).not.toMatch(/\{why\}|it does|it has|there is/);
});

test('words of the other system stand beside a reason that is not known', () => {
  expect(said('en', 'other', { words: 'Item … blocked' })).toContain(
    'it gives no reason that is known (“Item … blocked”)',
  );
  expect(said('es', 'on-loan-elsewhere')).toContain('tiene el material prestado a otra tarjeta');
});
