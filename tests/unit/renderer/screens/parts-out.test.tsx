// Parts ticked as a kit goes out: all handed over, or some that stay behind, which its return does not ask for.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_ITEMS } from '../../../support/fake-desk/fake-data.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const KIT = FAKE_ITEMS.find(({ parts = [], kind }) => parts.length > 1 && kind === 'laptop') ?? FAKE_ITEMS[0];
const [first = '', ...others] = KIT?.parts ?? [];

describe('parts that go out', () => {
  let page: DrawnPage;
  afterEach(() => page.close());

  const count = (): HTMLElement => screen.getByRole('region', { name: 'Hand over with it' });
  const calls = () => page.link.calls.filter(({ name }) => name === 'item.reportParts').map(({ input }) => input);
  const press = (name: string | RegExp) =>
    page.doing(() => fireEvent.click(within(count()).getByRole('button', { name })));
  const lend = async (): Promise<void> => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(KIT?.barcode ?? '');
  };

  test('are all ticked at once, and nothing is recorded', async () => {
    await lend();
    expect(count().textContent).toContain(`0 of ${others.length + 1} handed over`);
    await press('All handed over');
    expect(screen.getByText('Everything was handed over.')).toBeTruthy();
    expect(calls()).toEqual([]);
  });

  test('without one are reported, and its return says that it was missing before', async () => {
    await lend();
    await page.doing(() => fireEvent.click(within(count()).getByLabelText(first)));
    await press(`It goes out without: ${others.join(', ')}`);
    expect(calls()).toEqual([{ barcode: KIT?.barcode, missing: others }]);
    expect(screen.getByText(/^Goes out without/).textContent).toContain(others.join(', '));
    await page.doing(() => page.desk.actions.checkin.run());
    await page.scanAndDraw(KIT?.barcode ?? '');
    expect(screen.getByTestId('answer').textContent).toContain(`Reported missing before: ${others.join(', ')}.`);
  });

  test('are not asked for by a book, nor once the next thing was lent', async () => {
    await lend();
    await page.scanAndDraw('31310000008812');
    expect(screen.queryByRole('region', { name: 'Hand over with it' })).toBeNull();
  });
});
