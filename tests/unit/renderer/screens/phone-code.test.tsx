// Whoever is phoned from another desk: what the number says comes before the PIN, and the code after it.

import { fireEvent, screen, within } from '@testing-library/react';
import { FAKE_CHALLENGE, FAKE_CODE } from '../../../support/fake-desk/fake-phone.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('giving a code by phone', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    page = await renderPage({ staff: 'chen' });
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
    await fill('Name of their desk', 'Front desk');
    await enter();
    expect(alert()).toBe('Type the number that they read out.');
    expect(given()).toEqual([]);
    await fill('Number that they read out', FAKE_CHALLENGE);
    await enter();
    const asked = screen.getByTestId('phone-asked');
    expect(asked.textContent).toContain('Front desk asks, once, to:');
    expect(asked.textContent).toContain('override what is owed');
    expect(asked.textContent).toContain('for up to $20.00');
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(asked.textContent).toContain('Front desk pide, una vez:');
    await page.doing(() => page.desk.station.setLanguage('en'));
    expect(screen.queryByTestId('phone-code')).toBeNull();
    await enter();
    expect(alert()).toBe('Type your PIN if you allow it.');
    await fill('PIN', '000000');
    await enter();
    expect(alert()).toMatch(/PIN is wrong/);
    // What was read stays, and the PIN that was wrong does not.
    expect(screen.getByTestId('phone-asked')).toBeDefined();
    expect(within(dialog()).getByLabelText<HTMLInputElement>('PIN').value).toBe('');
    await fill('PIN', '444444');
    await enter();
    expect(screen.getByTestId('phone-code').textContent).toBe(FAKE_CODE);
    expect(given().at(-1)).toEqual({ desk: 'Front desk', challenge: FAKE_CHALLENGE, pin: '444444' });
  });

  test('reads another number anew, and forgets everything when it is opened again', async () => {
    await fill('Name of their desk', 'Front desk');
    await fill('Number that they read out', FAKE_CHALLENGE);
    await enter();
    expect(within(dialog()).getByLabelText('PIN')).toBeDefined();
    await fill('Number that they read out', '1111');
    expect(screen.queryByTestId('phone-asked')).toBeNull();
    await enter();
    expect(alert()).toMatch(/misread/);
    expect(given().at(-1)).toEqual({ desk: 'Front desk', challenge: '1111' });
    await page.doing(() => page.desk.actions.phoneCode.run());
    await page.doing(() => page.desk.actions.phoneCode.run());
    expect(within(dialog()).getByLabelText<HTMLInputElement>('Number that they read out').value).toBe('');
  });
});
