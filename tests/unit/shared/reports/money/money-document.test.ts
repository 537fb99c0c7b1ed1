// The day sheet as it is handed out.

import { moneyDocument } from '../../../../../shared/reports/money/money-document.ts';
import { moneyFigures } from '../../../../../shared/reports/money/money.ts';
import { actId } from '../../../../../shared/core/ids.ts';
import { sayReport } from '../../../../../shared/reports/say-report.ts';
import { smallDocument } from '../small-document.ts';
import { rowsOf } from '../tables.ts';

const terms = { zone: smallDocument.zone, endsAtHour: 4 };
const at = Date.parse('2026-10-13T23:30-07:00');
const pay = {
  id: actId('pay'),
  name: 'pay',
  at,
  desk: 'Main desk',
  shiftId: null,
  args: { patronId: 'P0', amountMinor: 500, method: 'cash', reference: null },
  told: { decision: 'done', reasons: [], lines: [], slipNumber: 1 },
  entry: null,
};
const documentOf = (acts: Parameters<typeof moneyFigures>[0]) =>
  moneyDocument(smallDocument, {
    figures: moneyFigures(acts, terms),
    shifts: [],
    nameOf: (id) => id,
    currency: 'USD',
    coverage: [],
  });

test('service days are days to programs, and are said as people say them', () => {
  const document = documentOf([pay]);
  expect(rowsOf(document, 'days')).toMatchObject([{ day: '2026-10-13', taken: 500 }]);
  const day = (language: 'en' | 'es') => sayReport(document, language).sections[0]?.texts[0]?.[0];
  expect([day('en'), day('es')]).toEqual(['Oct 13, 2026', '13 oct 2026']);
});
