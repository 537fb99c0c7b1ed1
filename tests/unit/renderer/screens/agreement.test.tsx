// An agreement that equipment asks for, at Check out: the patron signs on the screen, the unit is lent, and the record says so.

import { fireEvent, screen, within } from '@testing-library/react';
import { actId } from '../../../../shared/core/ids.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const LAPTOP = '33310000000031';

describe('an agreement on equipment', () => {
  let page: DrawnPage;
  afterEach(() => page.close());

  const calls = (name: string): readonly unknown[] =>
    page.link.calls.filter((one) => one.name === name).map(({ input }) => input);
  const answer = (): HTMLElement => screen.getByTestId('answer');
  const form = (): HTMLElement => screen.getByRole('form', { name: 'Agreement: Laptops' });
  const refuse = async (): Promise<void> => {
    page = await renderPage();
    await page.scanAndDraw(CARD);
    const { kinds } = await page.fake.ask('equipment.kinds', {});
    page.fake.override('equipment.kinds', () => ({
      kinds: kinds.map((kind) => ({
        ...kind,
        agreement: { text: 'I bring it back charged.', lastsText: 'Lasts until Dec 20.' },
      })),
    }));
    const params = { kind: 'Laptops', kindId: 'laptop' };
    const reason = {
      code: 'AGREEMENT_NEEDED',
      effect: 'override',
      text: 'Laptops: this patron has to sign first.',
      params,
    } as const;
    const end = page.fake.override('scan.take', () => ({
      found: { kind: 'item', barcode: LAPTOP, title: 'Laptop 14' } as const,
      answer: {
        decision: 'needs-override',
        reasons: [{ ...reason, right: 'override-account', mayOverride: false, overridden: false }],
        canUndo: false,
        item: null,
      } as const,
    }));
    await page.scanAndDraw(LAPTOP);
    end();
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'Agreement…' })));
  };

  test('is read and signed with the name of the patron, and then the unit is lent', async () => {
    await refuse();
    expect(form().textContent).toContain('I bring it back charged.');
    expect(form().textContent).toContain('Lasts until Dec 20.');
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Signed'), { target: { value: 'screen' } }));
    expect(within(form()).getByRole('button', { name: 'Signed: check out' })).toHaveProperty('disabled', true);
    const name = within(form()).getByLabelText(/^Name of the patron/);
    await page.doing(() => fireEvent.change(name, { target: { value: 'Åsa Lindqvist' } }));
    page.fake.override('patron.signAgreement', () => ({ commandId: actId('signed'), untilText: null }));
    await page.doing(() => fireEvent.submit(form()));
    expect(calls('patron.signAgreement')).toEqual([
      { card: CARD, kind: 'laptop', how: 'screen', name: 'Åsa Lindqvist' },
    ]);
    // The scan that was refused, and then the loan.
    expect(calls('circ.checkout')).toMatchObject([{ item: LAPTOP }, { patron: CARD, item: LAPTOP }]);
    expect(answer().textContent).toContain('Checked out');
  });

  test('is left by Esc, and nothing is recorded', async () => {
    await refuse();
    await page.doing(() => fireEvent.keyDown(within(form()).getByLabelText('Signed'), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Agreement: Laptops' })).toBeNull();
    expect([calls('patron.signAgreement'), calls('circ.checkout').length]).toEqual([[], 1]);
  });

  test('stands in the record of the patron', async () => {
    page = await renderPage();
    const view = await page.fake.ask('patron.view', { card: CARD });
    const signed = {
      id: actId('one'),
      how: 'paper',
      name: null,
      by: 'sam',
      atText: 'Nov 3',
      untilText: 'Dec 20',
    } as const;
    page.fake.override('patron.view', () => ({
      ...view,
      agreements: [{ ...signed, kindName: 'Laptops', isInForce: true }],
    }));
    await page.scanAndDraw(CARD);
    await page.doing(() => page.desk.work.goTo('patrons'));
    const list = screen.getByRole('region', { name: 'Agreements' });
    expect(list.textContent).toContain('Laptops: agreement signed');
    expect(list.textContent).toContain('on paper Nov 3 · until Dec 20');
  });
});
