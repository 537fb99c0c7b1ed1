// A thing that the catalog does not have: recorded in place of the answer, lent at once, and completed from its record.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const UNKNOWN = '36000000000001';
/** A letter is an act only when no scan follows it. */
const LETTER_MS = 100;

describe('the quick record', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const press = (name: string, inside: HTMLElement) =>
    page.doing(() => fireEvent.click(within(inside).getByRole('button', { name })));
  const answer = (): HTMLElement => screen.getByTestId('answer');
  const form = (name = 'Quick record'): HTMLElement => screen.getByRole('form', { name });
  const type = (label: string, value: string, inside = form()) =>
    page.doing(() => fireEvent.change(within(inside).getByLabelText(label), { target: { value } }));
  const scanUnknown = async (): Promise<void> => {
    page = await renderPage();
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(UNKNOWN);
  };
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);

  test('is offered where the catalog lacks the barcode, asks for a title, and lends what it recorded', async () => {
    await scanUnknown();
    await press('Quick record…', answer());
    expect(form().textContent).toContain(UNKNOWN);
    await page.doing(() => fireEvent.submit(form()));
    expect(within(form()).getByRole('alert').textContent).toBe('Type a title.');
    expect(calls('item.add')).toEqual([]);
    await type('Title (required)', 'A zine');
    await type('Price', '5');
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.add')).toMatchObject([{ barcode: UNKNOWN, title: 'A zine', author: null, priceMinor: 500 }]);
    expect(calls('circ.checkout')).toEqual([
      { patron: CARD, item: UNKNOWN },
      { patron: CARD, item: UNKNOWN },
    ]);
    expect(answer().textContent).toMatch(/Checked out.*A zine/i);
  });

  test('closes by a scan and by Esc, and keeps what was typed', async () => {
    await scanUnknown();
    await press('Quick record…', answer());
    await type('Title (required)', 'Half a ti');
    await page.doing(() => fireEvent.keyDown(within(form()).getByLabelText('Author'), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Quick record' })).toBeNull();
    await press('Quick record…', answer());
    expect(within(form()).getByLabelText('Title (required)')).toHaveProperty('value', 'Half a ti');
    await page.scanAndDraw('31310000008812');
    expect(screen.queryByRole('form', { name: 'Quick record' })).toBeNull();
    expect(answer().textContent).toContain('The Overstory');
  });

  test('is completed from the record of the thing', async () => {
    await scanUnknown();
    await press('Quick record…', answer());
    await type('Title (required)', 'A zine');
    await page.doing(() => fireEvent.submit(form()));
    await page.doing(() => page.desk.items.open(UNKNOWN));
    const record = screen.getByTestId('item-record');
    expect(record.textContent).toContain('Not in the catalog');
    await press('Complete the record', record);
    const complete = () => form('Complete the record');
    expect(within(complete()).getByLabelText('Title (required)')).toHaveProperty('value', 'A zine');
    await type('Type', 'zine', complete());
    await page.doing(() => fireEvent.submit(complete()));
    expect(calls('item.complete')).toMatchObject([{ barcode: UNKNOWN, title: 'A zine', kind: 'zine' }]);
    expect(record.textContent).toContain('Saved.');
  });

  test('opens its form at once from Provisional items', async () => {
    await scanUnknown();
    await press('Quick record…', answer());
    await type('Title (required)', 'A zine');
    await page.doing(() => fireEvent.submit(form()));
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Provisional items/ })));
    const [, row] = within(screen.getByRole('table')).getAllByRole('row');
    await page.doing(() => row?.focus());
    await page.doing(async () => {
      fireEvent.keyDown(row ?? document.body, { key: 'c' });
      await new Promise((done) => setTimeout(done, LETTER_MS));
    });
    expect(form('Complete the record').textContent).toContain('Title');
  });

  test('opens by the key of what is offered, where the server says that nobody has the barcode', async () => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(UNKNOWN);
    expect(within(answer()).getByRole('button', { name: /^Quick record/ }).textContent).toContain('G');
    await page.doing(() => fireEvent.keyDown(document.body, { key: 'G', ctrlKey: true, shiftKey: true }));
    expect(form().textContent).toContain(UNKNOWN);
  });
});
