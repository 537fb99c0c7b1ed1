// The person who is phoned from another desk: the meaning of the number stands before the PIN, and the code after it.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const DESK_STAFF = { staff: 'rivera', pin: '222222' };
const SADE = '21310000004421';

describe('giving a code by phone', () => {
  let page: DrawnPage;
  let challenge: string;

  beforeEach(async () => {
    page = await renderPage({ staff: 'chen' });
    const { fees } = await page.fake.ask('fee.list', { patron: SADE });
    ({ challenge } = await page.fake.elsewhere('phone.ask', { patron: SADE, feeId: fees[0]?.feeId ?? '' }, DESK_STAFF));
    await page.doing(() => page.desk.actions.phoneCode.run());
  });

  afterEach(() => page.close());

  const dialog = (): HTMLElement => screen.getByRole('dialog');
  const fill = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(within(dialog()).getByLabelText(name), { target: { value } }));
  const enter = (): Promise<void> => page.doing(() => fireEvent.submit(within(dialog()).getByRole('form')));
  const alert = (): string => within(dialog()).getByRole('alert').textContent ?? '';
  const given = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'phone.give' ? [input] : []));

  test('says what is asked, in both languages, and takes a PIN before there is a code', async () => {
    await enter();
    expect(alert()).toBe('Type the name of their desk.');
    await fill('Name of their desk', 'West desk');
    await enter();
    expect(alert()).toBe('Type the number they read out.');
    expect(given()).toEqual([]);
    await fill('Number they read out', challenge);
    await enter();
    const asked = screen.getByTestId('phone-asked');
    expect(asked.textContent).toContain('West desk asks, once, to:');
    expect(asked.textContent).toContain('waive fees');
    expect(asked.textContent).toContain('for up to $10.00');
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(asked.textContent).toContain('West desk pide, una vez:');
    await page.doing(() => page.desk.station.setLanguage('en'));
    expect(screen.queryByTestId('phone-code')).toBeNull();
    await enter();
    expect(alert()).toBe('Type your PIN if you allow it.');
    await fill('PIN', '000000');
    await enter();
    expect(alert()).toMatch(/PIN does not match/);
    // The answer that was read stays, and the wrong PIN does not.
    expect(screen.getByTestId('phone-asked')).toBeDefined();
    expect(within(dialog()).getByLabelText<HTMLInputElement>('PIN').value).toBe('');
    await fill('PIN', '444444');
    await enter();
    expect(screen.getByTestId('phone-code').textContent).toMatch(/^\d{4} \d{4}$/);
    expect(given().at(-1)).toEqual({ desk: 'West desk', challenge: challenge, pin: '444444' });
  });

  test('reads another number anew, and forgets everything when it is opened again', async () => {
    await fill('Name of their desk', 'West desk');
    await fill('Number they read out', challenge);
    await enter();
    expect(within(dialog()).getByLabelText('PIN')).toBeDefined();
    await fill('Number they read out', '1111');
    expect(screen.queryByTestId('phone-asked')).toBeNull();
    await enter();
    expect(alert()).toMatch(/misread/);
    expect(given().at(-1)).toEqual({ desk: 'West desk', challenge: '1111' });
    await page.doing(() => page.desk.actions.phoneCode.run());
    await page.doing(() => page.desk.actions.phoneCode.run());
    expect(within(dialog()).getByLabelText<HTMLInputElement>('Number they read out').value).toBe('');
  });
});
