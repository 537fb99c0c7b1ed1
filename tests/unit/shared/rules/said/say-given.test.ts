// The result of a rule, with its values, for every form of rules.

import type { Gives, RuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { sayGroupField } from '../../../../../shared/rules/said/group-words.ts';
import { sayGiven } from '../../../../../shared/rules/said/say-given.ts';
import type { Candidate } from '../../../../../shared/rules/trace.ts';
import { folioRules, loanPolicy } from '../../../../support/folio-rules.ts';
import { kohaRules, plainKohaRow } from '../../../../support/koha-rules.ts';
import { ruleSet } from '../../../../support/small-library.ts';

const given = (rules: RuleSet, gives: object, language: 'en' | 'es' = 'en'): readonly string[] => {
  const gave = Object.keys(gives);
  const candidate: Candidate = { ruleId: '1', name: 'R', matched: true, score: 1, failedOn: null, gave, gives };
  return sayGiven(language, candidate, { rules, zone: 'America/New_York' });
};

const days = (n: number) => ({ n, unit: 'days' as const });
const DURATION: Gives['duration'] = {
  name: 'book',
  periods: { short: days(28), normal: days(28), extended: days(28) },
  maxRenewals: 2,
  due: 'rolling',
};
const FINE: Gives['fine'] = { name: 'f', lowMinor: 25, normalMinor: 25, highMinor: 25, per: days(1), grace: days(0) };
const LOST: Gives['lost'] = {
  afterMs: 42 * 86_400_000,
  bill: 'price',
  defaultPriceMinor: 0,
  processingMinor: 500,
  refundWithinMs: null,
  removeProcessing: true,
  chargeOverdue: false,
};

describe('a weighed rule', () => {
  test.each<[Gives, string, string]>([
    [{ circulates: true }, 'it may be lent', 'se presta'],
    [{ circulates: false }, 'it is not lent', 'no se presta'],
    [{ duration: DURATION }, 'loan period 28 days, renewals 2', 'plazo 28 días, renovaciones 2'],
    [
      { duration: { ...DURATION, periods: { ...DURATION.periods, short: { n: 1, unit: 'weeks' } } } },
      'loan period 28 days (short 1 week, long 28 days), renewals 2',
      'plazo 28 días (corto 1 semana, largo 28 días), renovaciones 2',
    ],
    [
      { duration: { ...DURATION, due: 'fixed' } },
      'loan period until the fixed dates, renewals 2',
      'plazo hasta las fechas fijas, renovaciones 2',
    ],
    [{ fine: FINE }, 'fine $0.25 a day', 'multa $0.25 por día'],
    [
      { fine: { ...FINE, lowMinor: 10, highMinor: 100, per: { n: 2, unit: 'hours' }, grace: days(1) } },
      'fine $0.25 every 2 hours (low $0.10, high $1.00), after 1 day',
      'multa $0.25 cada 2 horas (baja $0.10, alta $1.00), pasado 1 día',
    ],
    [{ fine: { ...FINE, lowMinor: 0, normalMinor: 0, highMinor: 0 } }, 'fine none', 'multa ninguna'],
    [
      { maxFine: { name: 'm', amountMinor: 1000, percentOfPrice: false } },
      'highest fine $10.00',
      'multa máxima $10.00',
    ],
    [
      { maxFine: { name: 'm', amountMinor: 10_000, percentOfPrice: true } },
      'highest fine 100% of the price',
      'multa máxima 100 % del precio',
    ],
    [{ renewals: 3 }, 'renewals 3', 'renovaciones 3'],
    [{ grace: days(2) }, 'grace 2 days', 'gracia 2 días'],
    // The end of a day in New York is another day in UTC.
    [
      { hardDate: { at: Date.UTC(2027, 4, 2, 3, 59), mode: 'ceiling' } },
      'latest date no later than May 1, 2027',
      'fecha tope no después de 1 may 2027',
    ],
    [{ hoursMode: 'cut_to_closing' }, 'ends at closing time', 'acaba a la hora de cierre'],
    [
      { overnight: { windowMinutes: 90 } },
      'overnight loan from 90 minutes before closing',
      'préstamo nocturno desde 90 minutos antes del cierre',
    ],
    [
      { lost: LOST },
      'lost items 42 days after the due date, the price is billed, with a fee of $5.00',
      'materiales perdidos 42 días después del vencimiento, se cobra el precio, con un cargo de $5.00',
    ],
    [
      { shorterUnderHolds: { threshold: { holds: 3, above: 'nothing' }, period: days(7) } },
      'loan period when many wait 7 days, from 3 holds of others on',
      'plazo si muchos esperan 7 días, desde 3 reservas de otros',
    ],
    [
      { shorterUnderHolds: { threshold: { holds: 1, above: 'copies' }, period: days(7) } },
      'loan period when many wait 7 days, from 1 holds of others more than copies',
      'plazo si muchos esperan 7 días, desde 1 reservas de otros más que ejemplares',
    ],
    [
      { reuse: { cooldownMinutes: 20, of: 'item' } },
      'wait before borrowing again 20 minutes, for the same item',
      'espera para volver a llevarlo 20 minutos, para el mismo material',
    ],
    [
      { reuse: { cooldownMinutes: 20, of: 'kind' } },
      'wait before borrowing again 20 minutes, for any item of the kind',
      'espera para volver a llevarlo 20 minutos, para cualquier material del tipo',
    ],
    [{ leastCopiesPerHold: 0.5 }, 'fewest copies for each hold 0.5', 'mínimo de ejemplares por reserva 0.5'],
    [
      { leastAvailablePerHold: 2 },
      'fewest copies in for each hold 2',
      'mínimo de ejemplares disponibles por reserva 2',
    ],
  ])('%j is told with its value', (gives, en, es) => {
    expect(given(ruleSet(), gives)).toEqual([en]);
    expect(given(ruleSet(), gives, 'es')).toEqual([es]);
  });
});

describe('a rule that names policies', () => {
  test('is told by what they are called and what they come to', () => {
    const gives = { loanPolicy: 'two-weeks', overduePolicy: 'fines' };
    const [loan, overdue] = given(folioRules(), gives);
    expect(loan).toBe('loan policy “Policy two-weeks” (2 weeks, renewals 2)');
    expect(overdue).toMatch(/^overdue policy “.+” \(\$\d+\.\d\d a \w+/);
    expect(given(folioRules(), gives, 'es')[0]).toBe(
      'política de préstamo “Policy two-weeks” (2 semanas, renovaciones 2)',
    );
  });

  test.each([
    [{ itemLimit: 3 }, '2 weeks, renewals 2, items at once 3'],
    [{ renew: { ...loanPolicy('x').renew, maxCount: null } }, '2 weeks, renewals without limit'],
    [{ renew: { ...loanPolicy('x').renew, allowed: false } }, '2 weeks, renewals 0'],
    [{ lend: { ...loanPolicy('x').lend, circulates: 'never' as const } }, 'not lent'],
    [{ lend: { ...loanPolicy('x').lend, profile: 'fixed' as const } }, 'until the fixed dates, renewals 2'],
  ])('a loan policy of %j', (over, said) => {
    const rules = folioRules({ loanPolicies: [loanPolicy('x', over)] });
    expect(given(rules, { loanPolicy: 'x' })).toEqual([`loan policy “Policy x” (${said})`]);
  });

  test('a policy that the rules lack is said to be missing', () => {
    expect(given(folioRules(), { loanPolicy: 'gone' })).toEqual(['loan policy “gone” (not in these rules)']);
  });
});

describe('a row of Koha', () => {
  test('is told by its values, the length with its unit and the fine with its period', () => {
    expect(given(kohaRules(), plainKohaRow.values)).toEqual([
      'loan period 14 days',
      'items at once 3',
      'renewals 2',
      'renewal period 7 days',
      'fine $0.50 a day',
      'grace 2 days',
    ]);
    expect(given(kohaRules(), { issuelength: '4', lengthunit: 'hours' }, 'es')).toEqual(['plazo 4 horas']);
  });

  test('leaves the unit out where another row gives it', () => {
    expect(given(kohaRules(), { issuelength: '14' })).toEqual(['loan period 14']);
    expect(given(kohaRules(), { fine: '0.50', chargeperiod: '2' })).toEqual(['fine $0.50 · fine period 2']);
  });

  test.each([
    ['maxissueqty', '', 'items at once left blank', 'materiales a la vez en blanco'],
    ['auto_renew', '1', 'whether it renews automatically yes', 'si se renueva automáticamente sí'],
    ['hardduedate', '2027-05-01', 'latest date May 1, 2027', 'fecha tope 1 may 2027'],
    [
      'daysmode',
      'Datedue',
      'closed days move the date to an open day',
      'días cerrados pasan la fecha a un día abierto',
    ],
    ['note', 'ask at desk', 'note ask at desk', 'nota ask at desk'],
  ])('%s %j', (name, value, en, es) => {
    expect(given(kohaRules(), { [name]: value })).toEqual([en]);
    expect(given(kohaRules(), { [name]: value }, 'es')).toEqual([es]);
  });
});

test('a value of another form is told by the names of its fields alone', () => {
  expect(given(kohaRules(), { duration: DURATION })).toEqual(['loan period']);
});

const NO_RENTAL = { flatMinor: 0, perDayMinor: 0, perHourMinor: 0, confirm: false, freeFor: [] };

test.each<[string, unknown, string, string]>([
  ['recall.allowed', 0, 'NAME: none allowed', 'NAME: ninguno permitido'],
  ['recall.allowed', 2, 'NAME 2', 'NAME 2'],
  [
    'money.rental',
    { ...NO_RENTAL, flatMinor: 150, perDayMinor: 500 },
    'NAME $1.50 + $5.00 a day',
    'NAME $1.50 + $5.00 por día',
  ],
  ['money.rental', { perHourMinor: 25 }, 'NAME $0.25 an hour', 'NAME $0.25 por hora'],
  ['money.rental', NO_RENTAL, 'NAME none', 'NAME ninguno'],
  ['money.rental', 'of a newer form', 'NAME', 'NAME'],
  ['loss.cost', { bill: 'price' }, 'NAME', 'NAME'],
])('%s of a group is said with what it comes to: %j', (field, value, en, es) => {
  const telling = { zone: 'America/New_York', currency: 'USD' };
  expect(sayGroupField({ ...telling, language: 'en' }, 'NAME', { field, value })).toBe(en);
  expect(sayGroupField({ ...telling, language: 'es' }, 'NAME', { field, value })).toBe(es);
});
