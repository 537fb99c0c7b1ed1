// A part that is missing as a copy comes back: said under the answer, charged now or left to wait.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_ITEMS } from '../../../support/fake-desk/fake-data.ts';
import { TestRefusal } from '../../../support/desk/test-refusal.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const KIT = FAKE_ITEMS.find(({ parts = [], kind }) => parts.length > 1 && kind === 'laptop') ?? FAKE_ITEMS[0];

describe('a part that is missing', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const form = (): HTMLElement => screen.getByRole('form', { name: 'Part missing' });
  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);
  const begin = async (): Promise<{ readonly barcode: string; readonly part: string }> => {
    const barcode = KIT?.barcode ?? '';
    page = await renderPage();
    await page.scanAndDraw(CARD);
    await page.scanAndDraw(barcode);
    await page.doing(() => page.desk.actions.checkin.run());
    await page.scanAndDraw(barcode);
    const answer = screen.getByTestId('answer');
    await page.doing(() => fireEvent.click(within(answer).getByRole('button', { name: 'Part missing…' })));
    return { barcode, part: KIT?.parts?.[0] ?? '' };
  };

  test('is reported by its name, the fee added beside it, and the copy is to be inspected', async () => {
    const { barcode, part } = await begin();
    expect(within(form()).getByRole('button', { name: 'Send to inspection' })).toHaveProperty('disabled', true);
    await page.doing(() => fireEvent.click(within(form()).getByLabelText(part)));
    const charge = within(form()).getByLabelText(/^Charge /);
    await page.doing(() => fireEvent.change(charge, { target: { value: '15' } }));
    const asBefore = page.fake.override('fee.add', () => {
      throw new TestRefusal('HF-DISK-001', 'the disk is full');
    });
    await page.doing(() => fireEvent.submit(form()));
    asBefore();
    await page.doing(() => fireEvent.submit(form()));
    // What was reported is not reported again because its fee was refused.
    expect(calls('item.reportParts')).toEqual([{ barcode, missing: [part], seen: '' }]);
    const fee = { patron: CARD, amountMinor: 1_500, charge: 'missing-part', item: barcode };
    expect(calls('fee.add')).toMatchObject([fee, fee]);
    expect(document.body.textContent).toContain(
      `INSPECT: set it aside instead. Missing: ${part}. The fee is on the account.`,
    );
  });

  test('waits where nothing is charged, and Esc or the next scan leaves it unsaid', async () => {
    const { barcode } = await begin();
    const seen = within(form()).getByLabelText('Condition');
    await page.doing(() => fireEvent.keyDown(seen, { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Part missing' })).toBeNull();
    const answer = screen.getByTestId('answer');
    await page.doing(() => fireEvent.click(within(answer).getByRole('button', { name: 'Part missing…' })));
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Condition'), { target: { value: 'wet' } }));
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('item.reportParts')).toEqual([{ barcode, missing: [], seen: 'wet' }]);
    expect(calls('fee.add')).toEqual([]);
    expect(document.body.textContent).toContain('Nothing is charged yet.');
    await page.scanAndDraw('31310000008812');
    expect(document.body.textContent).not.toContain('Nothing is charged yet.');
  });
});
