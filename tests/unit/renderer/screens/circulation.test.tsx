// What the screens show of the acts: the answer large and in words, a refusal with its next step, and nobody's name on Check in.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';

describe('the circulation screens', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const answer = (): HTMLElement => screen.getByTestId('answer');
  const rows = (): readonly string[] =>
    within(screen.getByTestId('entries'))
      .getAllByRole('listitem')
      .map((row) => row.textContent ?? '');
  const button = (name: string | RegExp, inside = answer()): HTMLElement =>
    within(inside).getByRole('button', { name });

  test('an item lent reads verb, title and date, and stands in the list', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toMatch(/Checked out.*The Overstory.*due.*Tue, Dec 15/);
    expect(rows()[0]).toMatch(/2:02 PM.*The Overstory.*…8812.*Tue, Dec 15/);
  });

  test('parts stand behind the title in the list and are told once in the answer', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('33310000000031');
    expect(rows()[0]).toContain('Laptop 14 (+ charger, sleeve)');
    expect(answer().textContent?.match(/Hand over with/g)).toHaveLength(1);
  });

  test('a refusal says why and offers what may be done, with the keys', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000001204');
    expect(answer().textContent).toContain('Already out to this patron');
    expect(button('Renew').getAttribute('aria-keyshortcuts')).toBe('Control+Shift+G');
    expect(button('Override…').textContent).toContain('Ctrl+Shift+O');
    expect(button('Why?').textContent).toContain('Ctrl+Shift+Y');
  });

  test('who may lift it is said where the staff member may not', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw('21310000007730');
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toContain('Needs a night lead or a supervisor.');
  });

  test('what nobody may lift says so and offers no override', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000000505');
    expect(answer().textContent).toContain('Nobody can override this.');
    expect(within(answer()).queryByRole('button', { name: 'Override…' })).toBeNull();
  });

  test('the override form needs a reason, and a second person where the right is missing', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw('21310000007730');
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => fireEvent.click(button('Override…')));
    const form = screen.getByRole('form', { name: 'Override' });
    const send = (): HTMLButtonElement => within(form).getByRole('button', { name: /Check out anyway/ });
    expect(send().disabled).toBe(true);
    await page.doing(() => fireEvent.click(button('Proof shown', form)));
    expect(send().disabled).toBe(true);
    await page.doing(() => fireEvent.change(within(form).getByLabelText('Name'), { target: { value: 'nadia' } }));
    await page.doing(() => fireEvent.change(within(form).getByLabelText('PIN'), { target: { value: '333333' } }));
    expect(send().disabled).toBe(false);
    await page.doing(() => fireEvent.submit(form));
    expect(answer().textContent).toMatch(/Checked out.*The Overstory/);
  });

  test.each([
    ['31310000001204', /Reshelve.*PS3613\.I5445 C57 2018/],
    ['31310000009971', /Hold shelf.*OKAF S 4421/],
    ['32310000004003', /Send to West branch/],
    ['32310000004011', /Check the shelf/],
    ['40000000000017', /Not ours/],
  ])('Check in says where %s goes', async (barcode, says) => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw(barcode);
    expect(answer().textContent).toMatch(says);
  });

  test('Check in never says who had it', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000005529');
    expect(answer().textContent).toContain('Fee $1.50');
    expect(document.body.textContent).not.toMatch(/OKAFOR/i);
  });

  test('an item in question asks who has it, and one press ends the question', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.showItem('32310000004011'));
    expect(answer().textContent).toContain('Two desks disagree.');
    await page.doing(() => fireEvent.click(button('LINDQVIST, Åsa has it')));
    expect(page.link.calls.find(({ name }) => name === 'item.resolve')?.input).toEqual({
      barcode: '32310000004011',
      holder: '21310000001187',
    });
    expect(answer().textContent).not.toContain('Two desks disagree.');
  });

  test('a hold slip carries four letters, an initial and four digits', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000009989');
    expect(screen.getByText(/HOLD SHELF/).textContent).toMatch(/NGUY T 9004/);
    expect(document.body.textContent).not.toMatch(/NGUYEN/);
  });

  test('the trace shows the rule that matched, those that did not and on what, and each step of the date', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    const why = screen.getByRole('region', { name: 'Why?' });
    expect(why.textContent).toContain('Main · books, undergraduate');
    expect(why.textContent).toContain('3 rules that did not match');
    expect(why.textContent).toContain('the rule is for Faculty');
    expect(why.textContent).toContain('28 days: Tue, Dec 29.');
    expect(why.textContent).toContain('Items out: 3 of 50.');
    expect(why.textContent).toContain('Patrons and holds as of 2:02 PM.');
  });

  test('address, birth date and fees open on a key and close with the patron', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    expect(document.body.textContent).not.toContain('1050 N Mills Ave');
    expect(document.body.textContent).not.toContain('$12.50');
    await page.doing(() => page.desk.actions.details.run());
    expect(document.body.textContent).toContain('1050 N Mills Ave');
    expect(document.body.textContent).toContain('$12.50');
    await page.scanAndDraw('21310000001187');
    expect(document.body.textContent).not.toContain('1050 N Mills Ave');
  });

  test('nothing of a patron who closed stays on screen', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.close.run());
    expect(document.body.textContent).not.toMatch(/OKAFOR|Overstory/);
  });

  test('before the first card the screen teaches, with codes of the demo library to try', async () => {
    page = await renderPage();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: SADE })));
    expect(screen.getByTestId('patron-name').textContent).toBe('OKAFOR, Sade');
  });

  test('what the desk found after a lost answer is said as found', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    page.link.loseNext('circ.checkout', true);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.settle());
    expect(answer().textContent).toContain('The desk recorded this before it stopped: Checked out · The Overstory');
  });
});
