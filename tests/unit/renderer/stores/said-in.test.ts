// The text on screen in another language.

import type { CirculationAnswer, SaidAnswer } from '../../../../shared/views/circulation.ts';
import { actId } from '../../../../shared/core/ids.ts';
import { saidIn } from '../../../../renderer/stores/work/said-in.ts';
import type { Entry } from '../../../../renderer/stores/work/work-state.ts';

const said = (dueText: string): SaidAnswer => ({ decision: 'done', dueText, reasons: [], item: null });
const answer: CirculationAnswer = {
  ...said('Tue, Dec 15'),
  commandId: actId('act-1'),
  canUndo: true,
  item: { barcode: '1', title: 'Circe', author: null, callNumber: '', location: null, kind: null },
  other: { language: 'es', said: said('mar, 15 de dic') },
};

/** Its state goes with what the test gives beside it. */
const parseEntry = (value: unknown) => value as Entry;
const entry = (change: Partial<Entry>): Entry =>
  parseEntry({
    id: 1,
    at: 0,
    act: 'checkout',
    list: 'checkout',
    turn: 1,
    barcode: '1',
    title: 'Circe',
    card: '2',
    state: 'done',
    answer,
    error: null,
    found: null,
    language: 'en',
    returned: null,
    lifted: null,
    batch: null,
    ...change,
  });

test('an answer is read in the other language, with what was known only when it was recorded, and back again', () => {
  const spanish = saidIn(entry({}), 'es');
  expect(spanish.language).toBe('es');
  expect(spanish.answer).toMatchObject({
    dueText: 'mar, 15 de dic',
    commandId: 'act-1',
    item: { title: 'Circe' },
  });
  expect(saidIn(spanish, 'en').answer).toMatchObject({ dueText: 'Tue, Dec 15', commandId: 'act-1' });
  expect(saidIn(spanish, 'es')).toBe(spanish);
});

test.each([true, false])('whether it can be undone is the same in every language: %s', (canUndo) => {
  expect(saidIn(entry({ answer: { ...answer, canUndo } }), 'es').answer).toMatchObject({ canUndo });
});

test('an answer without words is read in any language; an error and a text in one alone stay', () => {
  expect(
    saidIn(entry({ act: 'undo', answer: { decision: 'done', canUndo: false, reasons: [], item: null } }), 'es')
      .language,
  ).toBe('es');
  expect(saidIn(entry({ answer: null, state: 'checking' }), 'es').language).toBe('es');
  const failed = entry({ answer: null, state: 'failed', error: { code: 'HF-CIRC-003', message: 'no item' } });
  expect(saidIn(failed, 'es')).toBe(failed);
  const alone = entry({ answer: { ...said('Tue, Dec 15'), canUndo: false } });
  expect(saidIn(alone, 'es')).toBe(alone);
});
