// Data feeds on the page: the runs, one that stopped with the accounts that it would end, and the decision with a PIN.

import { fireEvent, screen, within } from '@testing-library/react';
import type { DataFeedsView } from '../../../../shared/views/data-feed.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const NOW = Date.parse('2026-06-10T18:00:00Z');
const counts = {
  rows: 1_790,
  rejected: 1,
  known: 6_000,
  added: 0,
  changed: 12,
  ended: 4_210,
  returned: 0,
  kept: 0,
  gone: 0,
  fields: { email: 12 },
  stops: 'ends',
} as const;
const run = {
  id: 'run-2',
  number: 2,
  feed: 'registrar',
  kind: 'patrons',
  state: 'stopped',
  file: 'patrons-2.csv',
  takenAt: NOW,
  endedAt: null,
  counts,
  decided: null,
  fault: null,
} as const;
const stopped: DataFeedsView = {
  feeds: [
    {
      name: 'registrar',
      kind: 'patrons',
      from: '/srv',
      at: '03:30',
      lookedAt: NOW,
      fault: { at: NOW, code: 'HF-IMPORT-062' },
    },
  ],
  runs: [
    run,
    { ...run, id: 'run-1', number: 1, state: 'done', counts: { ...counts, ended: 0, added: 6_000, stops: null } },
  ],
  shown: null,
};
const shown: DataFeedsView['shown'] = {
  run,
  endsWithheld: false,
  wrong: [{ line: 17, reason: 'the patron has no name' }],
  notes: [],
  samples: [
    { what: 'ended', card: SADE, barcode: null, fields: [] },
    { what: 'changed', card: null, barcode: null, fields: ['email'] },
  ],
};

describe('data feeds', () => {
  let page: DrawnPage;
  afterEach(() => page.close());
  const press = (name: string | RegExp) => page.doing(() => fireEvent.click(screen.getByRole('button', { name })));

  test('a run that stopped says whom it would end, and is refused with a reason and a PIN', async () => {
    page = await renderPage({ staff: 'chen' });
    const asked: unknown[] = [];
    page.fake.override('feed.list', () => stopped);
    page.fake.override('feed.show', () => ({ ...stopped, shown }));
    page.fake.override('feed.work', (input) => {
      asked.push(input);
      const refused = { ...run, state: 'refused' as const, decided: { at: NOW, by: 'chen', reason: 'A broken file' } };
      return { ...stopped, shown: { ...shown, run: refused } };
    });
    await page.doing(() => page.desk.work.goTo('work'));
    await press('Data feeds');
    expect(screen.getByText(/Cannot be fetched since .* \(HF-IMPORT-062\)/)).toBeTruthy();
    expect(screen.getByText('Stopped')).toBeTruthy();
    expect(screen.getByText('4,210')).toBeTruthy();
    await page.doing(() => page.desk.feeds.show('run-2'));
    expect(screen.getByRole('alert').textContent).toContain('4,210 of 6,000 accounts would end.');
    expect(screen.getByText('the patron has no name')).toBeTruthy();
    // The server words it in English: a Spanish page notes that.
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(screen.getByText('Motivo, tal como lo dice el servidor (en inglés)')).toBeTruthy();
    await page.doing(() => page.desk.station.setLanguage('en'));
    const form = within(screen.getByRole('form', { name: 'Refuse' }));
    const button = form.getByRole('button', { name: 'Refuse' });
    await page.doing(() => fireEvent.change(form.getByLabelText(/PIN/), { target: { value: '444444' } }));
    expect(button.hasAttribute('disabled')).toBe(true);
    await page.doing(() => fireEvent.change(form.getByLabelText('Reason'), { target: { value: 'A broken file' } }));
    await page.doing(() => fireEvent.click(button));
    expect(asked).toEqual([{ ask: { do: 'refuse', run: 'run-2', reason: 'A broken file' }, pin: '444444' }]);
    expect(screen.getByText('Refused. Nothing of this file is written.')).toBeTruthy();
    expect(screen.queryByRole('form', { name: 'Approve' })).toBeNull();
  });

  test('are for those who may decide about them', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('work'));
    expect(screen.queryByRole('button', { name: 'Data feeds' })).toBeNull();
  });

  test('imports stand below with their progress, and one opens with its counts and samples', async () => {
    page = await renderPage({ staff: 'chen' });
    const reading: NonNullable<DataFeedsView['imports']>[number] = {
      id: 'import-1',
      source: 'koha',
      name: 'today',
      isDry: true,
      state: 'reading',
      begunAt: NOW,
      seenAt: NOW,
      endedAt: null,
      done: 4_000,
      total: 9_000,
      kinds: [],
      fault: null,
    };
    const kinds = [
      { kind: 'patron', added: 3, changed: 1, ended: 0, refused: 2, samples: [{ id: '88', fields: ['email'] }] },
    ];
    let imports: DataFeedsView['imports'] = [reading];
    page.fake.override('feed.list', () => ({ ...stopped, imports }));
    await page.doing(() => page.desk.work.goTo('work'));
    await press('Data feeds');
    expect(screen.getByText('Preview')).toBeTruthy();
    expect(screen.getByText('4,000 of 9,000 rows read')).toBeTruthy();
    imports = [{ ...reading, state: 'done', endedAt: NOW, done: 9_000, kinds }];
    await page.doing(() => page.desk.feeds.refresh());
    await page.doing(() => fireEvent.doubleClick(screen.getByText('koha · today')));
    const table = screen.getByRole('table', { name: /What it would change/ });
    expect(table.textContent).toContain('patrons');
    expect(table.textContent).toContain('88 (email)');
  });
});
