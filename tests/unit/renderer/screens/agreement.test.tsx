// An agreement that equipment asks for, at Check out: the patron signs on the screen, the unit is lent, and the record shows it.

import { fireEvent, screen, within } from '@testing-library/react';
import { required } from '../../../../shared/core/assert.ts';
import { actId } from '../../../../shared/core/ids.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const CARD = '21310000001187';
const SPONSOR = '21310000004421';
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
      sponsor: null,
      ended: null,
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

  test('is recorded on the record, by a sponsor whose card is scanned, and taken back there with a reason', async () => {
    page = await renderPage({ staff: 'chen' });
    const view = await page.fake.ask('patron.view', { card: CARD });
    const { kinds } = await page.fake.ask('equipment.kinds', {});
    const agreement = { text: 'I bring it back charged.', lastsText: 'Lasts until Dec 20.' };
    page.fake.override('equipment.kinds', () => ({ kinds: kinds.map((one) => ({ ...one, agreement })) }));
    page.fake.override('patron.view', () => ({ ...view, asksToSign: true }));
    await page.doing(() => page.desk.work.goTo('patrons'));
    await page.doing(() => page.desk.work.openPatron(CARD));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Agreement…' })));
    const open = (): HTMLElement => within(screen.getByTestId('patron-agreements')).getByRole('form');
    const send = (): HTMLElement => within(open()).getByRole('button', { name: 'Record as signed' });
    const choose = (label: string, value: string) =>
      page.doing(() => fireEvent.change(within(open()).getByLabelText(label), { target: { value } }));
    const { id: kind } = required(kinds.at(-1), () => 'a kind is lent');
    await choose('Equipment', kind);
    await choose('Signed by', 'sponsor');
    expect(send()).toHaveProperty('disabled', true);
    await page.doing(() => page.desk.work.takeText(SPONSOR, { atMono: 0, scanned: true }));
    expect(within(open()).getByLabelText<HTMLInputElement>(/^Card of the sponsor/).value).toBe(SPONSOR);
    const signed = {
      id: actId('one'),
      how: 'paper',
      name: null,
      by: 'chen',
      atText: 'Nov 3',
      untilText: 'Dec 20',
      sponsor: { name: 'OKAFOR, Sade' },
      ended: null,
      kindName: 'Laptops',
      isInForce: true,
    } as const;
    page.fake.override('patron.signAgreement', () => ({ commandId: actId('one'), untilText: 'Dec 20' }));
    page.fake.override('patron.view', () => ({ ...view, asksToSign: true, agreements: [signed] }));
    await page.doing(() => fireEvent.submit(open()));
    expect(calls('patron.signAgreement')).toEqual([{ card: CARD, kind, how: 'paper', sponsor: SPONSOR }]);
    const list = screen.getByTestId('patron-agreements');
    expect(list.textContent).toContain('Agreement recorded.');
    expect(list.textContent).toContain('sponsor: OKAFOR, Sade');
    page.fake.override('patron.endAgreement', () => ({ commandId: actId('two') }));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Take back the agreement: Laptops' })));
    const reason = within(open()).getByRole('textbox');
    await page.doing(() => fireEvent.change(reason, { target: { value: 'Another patron' } }));
    await page.doing(() => fireEvent.submit(open()));
    expect(calls('patron.endAgreement')).toEqual([{ card: CARD, agreement: 'one', reason: 'Another patron' }]);
  });
});
