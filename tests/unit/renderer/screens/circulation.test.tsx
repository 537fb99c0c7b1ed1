// Acts on the screens: the answer large and in words, a refusal with its next step, and no names on Check in.

import { fireEvent, screen, within } from '@testing-library/react';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OUT_TO_ANOTHER = '31310000004417';
const EXPIRED = '21310000002095';
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
    expect(rows()[0]).toMatch(/2:02.*The Overstory.*…8812.*Tue, Dec 15/);
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
    expect(within(answer()).queryByRole('button', { name: 'Override…' })).toBeNull();
    expect(button('Why?').textContent).toContain('CtrlY');
  });

  test('the roles that may lift it are named where the staff member may not', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw('21310000007730');
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toContain('Needs a night lead or a supervisor.');
  });

  test('a reason that no one may lift says so and offers no override', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000000505');
    expect(answer().textContent).toContain('This cannot be overridden.');
    expect(within(answer()).queryByRole('button', { name: 'Override…' })).toBeNull();
  });

  describe('the override form', () => {
    const form = (): HTMLElement => screen.getByRole('form', { name: 'Override' });
    const field = (name: string): HTMLInputElement => within(form()).getByLabelText(name);
    const fill = (name: string, value: string): Promise<void> =>
      page.doing(() => fireEvent.change(field(name), { target: { value } }));
    const enter = (): Promise<void> => page.doing(() => fireEvent.submit(form()));

    test('gives no reason that nobody gave; Enter goes on to what is missing, and then sends', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.click(button('Override…')));
      const why = field('Reason for the record');
      expect(document.activeElement).toBe(why);
      expect(why.value).toBe('');
      await enter();
      expect(screen.getByRole('alert').textContent).toBe('Say why it is OK this time.');
      await page.doing(() => fireEvent.click(button('Proof shown', form())));
      expect(why.value).toBe('Proof shown');
      expect(document.activeElement).toBe(field('Name'));
      await enter();
      expect(screen.getByRole('alert').textContent).toBe('Enter the second person’s name.');
      await fill('Name', 'nadia');
      await enter();
      expect(document.activeElement).toBe(field('PIN'));
      await fill('PIN', '333333');
      await enter();
      expect(answer().textContent).toMatch(/Checked out.*The Overstory/);
      expect(rows()[0]).toContain('Overridden by nadia: Proof shown.');
      await page.doing(() => fireEvent.click(button(/Why/)));
      expect(screen.getByTestId('why-lifted').textContent).toBe(
        'Block on the account: replacement bill at collections. By nadia, who may override blocks on accounts.',
      );
      expect(screen.getByRole('region', { name: 'Overridden' }).textContent).toContain('Reason given: “Proof shown”');
    });

    test('asks for nobody else where a night grant covers it, and says what is left of that', async () => {
      page = await renderPage();
      await page.doing(() => page.fake.allowAtNight('desk', ['PATRON_RESTRICTED'], 2));
      await page.scanAndDraw('21310000007730');
      expect(answer().textContent).toContain('Your night permission covers this.');
      expect(answer().textContent).not.toContain('Needs a night lead');
      await page.scanAndDraw(OVERSTORY);
      expect(answer().textContent).not.toContain('Needs a night lead');
      await page.doing(() => fireEvent.click(button('Override…')));
      expect(within(form()).getByRole('note').textContent).toContain('2 of 2');
      expect(within(form()).queryByLabelText('PIN')).toBeNull();
      await page.doing(() => fireEvent.click(button('Proof shown', form())));
      expect(document.activeElement).toBe(field('Reason for the record'));
      await enter();
      expect(answer().textContent).toMatch(/Checked out.*The Overstory/);
      await page.doing(() => fireEvent.click(button(/Why/)));
      expect(screen.getByTestId('why-lifted').textContent).toContain('By rivera, on the night permission.');
    });

    test('takes a code by phone in place of the PIN, and says whose word it was', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.click(button('Override…')));
      await page.doing(() => fireEvent.click(button('Approved by phone', form())));
      await page.doing(() => fireEvent.click(button('Code by phone…', form())));
      const challenge = screen.getByTestId('phone-challenge').textContent ?? '';
      expect(challenge).toMatch(/^\d{4}( \d{4})+$/);
      expect(document.activeElement).toBe(field('Who gives it'));
      const asked = page.link.calls.findLast(({ name }) => name === 'phone.ask');
      expect(asked?.input).toEqual({
        act: 'checkout',
        patron: '21310000007730',
        item: OVERSTORY,
        codes: [expect.any(String)],
      });
      const told = within(form()).getByTestId('second-person');
      expect(told.textContent).toContain('Main desk');
      expect(told.textContent).toContain('Good once, for 10 minutes.');
      expect(within(form()).queryByLabelText('PIN')).toBeNull();
      await page.doing(() => page.desk.station.setLanguage('es'));
      expect(told.textContent).toContain('Vale una vez, durante 10 minutos.');
      await page.doing(() => page.desk.station.setLanguage('en'));
      await fill('Who gives it', 'chen');
      await enter();
      expect(document.activeElement).toBe(field('Code'));
      await fill('Code', '0000 0000');
      await enter();
      expect(within(form()).getByText(/is wrong/)).toBeDefined();
      // The number stays, the code that was wrong does not.
      expect(screen.getByTestId('phone-challenge').textContent).toBe(challenge);
      const given = await page.fake.elsewhere('phone.give', { desk: 'Main desk', challenge, pin: '444444' });
      await fill('Code', given.code ?? '');
      await enter();
      expect(answer().textContent).toMatch(/Checked out.*The Overstory/);
      await page.doing(() => fireEvent.click(button(/Why/)));
      expect(screen.getByTestId('why-lifted').textContent).toContain('Approved by phone by chen');
    });

    test('says of a code nothing that was wrong with a PIN, and the other way round', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.click(button('Override…')));
      await fill('Reason for the record', 'Bill was paid');
      await fill('Name', 'nobody');
      await fill('PIN', '333333');
      await enter();
      const isWrong = (): boolean => within(form()).queryByText(/does not match|is wrong/) !== null;
      expect([isWrong(), field('PIN').getAttribute('aria-invalid')]).toEqual([true, 'true']);
      await page.doing(() => fireEvent.click(button('Code by phone…', form())));
      expect(isWrong()).toBe(false);
      expect(field('Code').getAttribute('aria-invalid')).not.toBe('true');
      await fill('Code', '0000 0000');
      await enter();
      expect(isWrong()).toBe(true);
      await page.doing(() => fireEvent.click(button('PIN here instead', form())));
      expect(isWrong()).toBe(false);
    });

    test('goes back from the phone to a PIN here', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.click(button('Override…')));
      await page.doing(() => fireEvent.click(button('Code by phone…', form())));
      await page.doing(() => fireEvent.click(button('PIN here instead', form())));
      expect(screen.queryByTestId('phone-challenge')).toBeNull();
      expect(field('PIN')).toBeDefined();
    });

    test('says what is wrong with the second person, and keeps the reason', async () => {
      page = await renderPage({ staff: 'sam' });
      await page.scanAndDraw('21310000007730');
      await page.scanAndDraw(OVERSTORY);
      await page.doing(() => fireEvent.click(button('Override…')));
      await fill('Reason for the record', 'Bill was paid');
      await fill('Name', 'nobody');
      await fill('PIN', '333333');
      await enter();
      expect(screen.getByRole('alert').textContent).toMatch(
        /^The PIN does not match; check what you typed and try again\.$/,
      );
      expect(field('PIN').value).toBe('');
      expect(field('Reason for the record').value).toBe('Bill was paid');
    });
  });

  test.each([
    ['31310000001204', /Reshelve.*PS3613\.I5445 C57 2018/],
    ['31310000009971', /Hold shelf.*OKAF S 4421/],
    ['32310000004003', /Send to West/],
    ['32310000004011', /Check the shelf/],
    ['40000000000017', /Not in our catalog.*another library’s/],
  ])('Check in says where %s goes', async (barcode, says) => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw(barcode);
    expect(answer().textContent).toMatch(says);
  });

  test('Check in says who had it only where money needs it', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw('31310000001204');
    expect(document.body.textContent).not.toMatch(/OKAFOR/i);
    await page.scanAndDraw('31310000005529');
    expect(answer().textContent).toMatch(/Late fee \$0\.75.*OKAFOR, Sade/);
  });

  test('a copy on loan is called back for the patron on the desk, by staff who may', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.showItem(OUT_TO_ANOTHER));
    expect(answer().textContent).toContain('open the patron who wants it');
    expect(within(answer()).queryByRole('button', { name: /Recall/ })).toBeNull();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.work.showItem(OUT_TO_ANOTHER));
    await page.doing(() => fireEvent.click(button('Recall for OKAFOR, Sade')));
    expect(page.link.calls.find(({ name }) => name === 'hold.recall')?.input).toEqual({
      patron: SADE,
      item: OUT_TO_ANOTHER,
    });
    expect(answer().textContent).toMatch(/Recalled.*OKAFOR, Sade is waiting.*due back.*Tue, Dec 8/);
    expect(within(answer()).queryByRole('button', { name: /Undo/ })).toBeNull();
  });

  test('a recall that asks for an override is given one, and what was lifted no longer looks like a refusal', async () => {
    page = await renderPage();
    await page.scanAndDraw(EXPIRED);
    await page.doing(() => page.desk.work.goTo('patrons'));
    await page.doing(() => page.desk.work.showItem(OUT_TO_ANOTHER));
    await page.doing(() => page.desk.actions.recall.run());
    expect(answer().textContent).toMatch(/Not recalled.*expired/);
    await page.doing(() => page.desk.actions.override.run());
    expect(screen.getByRole('button', { name: /Recall anyway/ })).toBeTruthy();
    await page.doing(() => page.desk.work.override.send('Renews today', { staff: 'nadia', pin: '333333' }));
    expect(page.link.calls.findLast(({ name }) => name === 'hold.recall')?.input).toEqual({
      patron: EXPIRED,
      item: OUT_TO_ANOTHER,
      override: {
        codes: ['PATRON_EXPIRED'],
        reason: 'Renews today',
        authoriser: { staff: 'nadia', pin: '333333' },
      },
    });
    expect(answer().textContent).toMatch(/Recalled.*BEAUMONT, Claire-Élise is waiting/);
    expect(answer().querySelector('[data-code=PATRON_EXPIRED]')?.getAttribute('data-lifted')).toBe('true');
  });

  test('a hold is cancelled from the panel, once that was asked back', async () => {
    page = await renderPage();
    const panel = () => screen.getByRole('region', { name: 'Patron' });
    await page.scanAndDraw(SADE);
    await page.doing(() => fireEvent.click(button('Cancel hold: Braiding Sweetgrass', panel())));
    expect(page.link.calls.some(({ name }) => name === 'hold.cancel')).toBe(false);
    await page.doing(() => fireEvent.click(button('Keep it', panel())));
    await page.doing(() => fireEvent.click(button('Cancel hold: Braiding Sweetgrass', panel())));
    await page.doing(() => fireEvent.click(button('Cancel it', panel())));
    expect(answer().textContent).toMatch(/Hold canceled.*Braiding Sweetgrass.*out of the queue/);
    await page.doing(() => fireEvent.click(button('Cancel hold: The Fifth Season', panel())));
    await page.doing(() => fireEvent.click(button('Cancel it', panel())));
    expect(answer().textContent).toContain('Take it off the hold shelf');
  });

  test('a hold that was cancelled by mistake waits again with Undo', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    const panel = screen.getByRole('region', { name: 'Patron' });
    await page.doing(() => fireEvent.click(button('Cancel hold: Braiding Sweetgrass', panel)));
    await page.doing(() => fireEvent.click(button('Cancel it', panel)));
    await page.doing(() => fireEvent.click(button(/^Undo the last transaction/)));
    const undone = page.link.calls.find(({ name }) => name === 'circ.undo');
    expect(undone?.input).toEqual({ commandId: page.fake.state.acts[0]?.commandId });
    expect(answer().textContent).toMatch(/Hold kept.*Braiding Sweetgrass.*back at their place/);
    expect(page.desk.actions.undo.isReady()).toBe(false);
  });

  test('a recall that is not done says why, and a student assistant is not offered it', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.work.showItem('31310000001204'));
    await page.doing(() => page.desk.actions.recall.run());
    expect(answer().textContent).toMatch(/Not recalled.*This patron has it out\./);
    page.close();
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.work.showItem(OUT_TO_ANOTHER));
    expect(answer().textContent).not.toMatch(/[Rr]ecall/);
    expect(page.desk.actions.recall.isReady()).toBe(false);
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
    const aside = screen.getByRole('region', { name: 'Last slip' });
    expect(aside.textContent).toMatch(/Hold shelf.*NGUY T 9004/s);
    expect(document.body.textContent).not.toMatch(/NGUYEN/);
  });

  test('the trace shows the rule that matched, those that did not and on what, and each step of the date', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    const why = screen.getByRole('region', { name: 'Why?' });
    expect(why.textContent).toContain('Books');
    expect(why.textContent).toContain('3 more');
    expect(why.textContent).toContain('kind of item (for laptop; here: book)');
    expect(why.textContent).toContain('Tue, Dec 15');
    expect(why.textContent).toContain('Items out besides this one: 2. Limit: 50');
    expect(why.textContent).toContain('2:02 PM');
  });

  test('Why? of a refusal names no rule that decided and no date as if it were lent', async () => {
    page = await renderPage();
    await page.scanAndDraw('21310000007730');
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    const why = screen.getByRole('region', { name: 'Why?' });
    expect(why.textContent).toContain('Loan rule that would apply');
    expect(why.textContent).not.toMatch(/Rule that decided|decided|· due/);
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

  test('an act found by the desk after a lost answer is said as found', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    page.link.loseNext('circ.checkout', 'recorded');
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.settle());
    expect(answer().textContent).toContain('The desk recorded this before it stopped: Checked out · The Overstory');
  });

  test('a card that is blocked opens red, with who may override it', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw('21310000007730');
    expect(answer().dataset['tone']).toBe('bad');
    expect(answer().textContent).toMatch(
      /Blocked.*TORRES, Mateo.*replacement bill.*Needs a night lead or a supervisor\./,
    );
  });

  test('a hold that is ready stands in the answer to the card, with the label to look for', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    expect(answer().textContent).toMatch(/hold ready.*OKAF S 4421/);
    expect(answer().textContent).toContain('On the hold shelf: The Fifth Season · Main');
  });

  test('a debt is said once', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    const { patron } = page.desk.work.store.getState();
    const notice = { code: 'PATRON_FINES', effect: 'block', text: 'Owes too much to borrow.' } as const;
    expect(screen.getByRole('region', { name: 'Patron' }).textContent).toMatch(/Owes a fee/);
    await page.doing(() => {
      if (patron === null || patron.view === null) return;
      page.desk.work.store.setState({ patron: { ...patron, view: { ...patron.view, notices: [notice] } } });
    });
    const panel = screen.getByRole('region', { name: 'Patron' }).textContent ?? '';
    expect(panel.match(/Owes/g)).toHaveLength(1);
  });

  test.each([
    ['chen', 1],
    ['sam', 0],
  ] as const)('an answer about a block leads %s to lifting it: %d button', async (staff, count) => {
    page = await renderPage({ staff });
    await page.scanAndDraw(SADE);
    const { patron } = page.desk.work.store.getState();
    const notice = { code: 'PATRON_RESTRICTED', effect: 'block', text: 'Block on the account: Loud.' } as const;
    const block = {
      block: 'b1',
      reason: 'Loud',
      kinds: ['borrowing' as const],
      by: 'nadia',
      setText: 'Nov 1',
      untilText: null,
      isTheirs: false,
    };
    await page.doing(() => {
      if (patron === null || patron.view === null) return;
      const view = { ...patron.view, notices: [notice, notice], blocks: [block] };
      page.desk.work.store.setState({ patron: { ...patron, view } });
    });
    expect(answer().textContent?.match(/Block on the account: Loud/g)).toHaveLength(1);
    const buttons = within(answer()).queryAllByRole('button', { name: 'Lift…' });
    expect(buttons).toHaveLength(count);
    if (buttons[0] === undefined) return;
    const [button] = buttons;
    await page.doing(() => fireEvent.click(button));
    expect(page.desk.view.getState().screen).toBe('patrons');
    expect(document.activeElement?.getAttribute('name')).toBe('lift-reason');
  });

  test('a patron who is open is not asked for a card, whatever was said before', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.work.clearNotice());
    expect(document.body.textContent).not.toContain('Ready for a card');
    expect(answer().textContent).toContain('OKAFOR, Sade');
  });

  test('a card says what is late and what is ready, and sends nobody to this shelf for what is at another', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    expect(answer().textContent).toContain('1 item overdue');
    expect(answer().textContent).toContain('hold ready');
    await page.scanAndDraw('21310000001187');
    expect(answer().textContent).toContain('Ready at West: Journal of Botany, v. 13');
    expect(answer().textContent).not.toMatch(/hold ready|On the hold shelf|v\. 14/);
    const panel = screen.getByRole('region', { name: 'Patron' });
    expect(panel.textContent).toMatch(/Ready at another branch.*v\. 13.*On the way to.*v\. 14/);
    expect(panel.textContent).not.toContain('LIND A 1187');
  });

  test('a row that was renewed says so, and an undo says what it took back', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000001204');
    await page.doing(() => page.desk.actions.goAhead.run());
    expect(rows()[0]).toMatch(/Circe.*Renewed · Tue, Dec 15/);
    await page.doing(() => page.desk.actions.undo.run());
    expect(answer().textContent).toMatch(/Undone.*Circe.*Renewal undone\./);
  });

  test('the act in question can be undone with its reason by one press', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000001204');
    await page.doing(() => page.desk.actions.goAhead.run());
    await page.doing(() => page.clock.advance(3 * 60_000));
    await page.doing(() => page.desk.actions.undo.run());
    await page.doing(() => fireEvent.click(button('Wrong item')));
    expect(page.link.calls.find(({ name }) => name === 'circ.undo')?.input).toMatchObject({ reason: 'Wrong item' });
    expect(answer().textContent).toMatch(/Undone.*Circe/);
  });

  test('renew-all of nothing, and one that renewed nothing, are not told as renewals', async () => {
    page = await renderPage();
    // Everything that this patron has was renewed as often as may be.
    await page.scanAndDraw('21310000006612');
    await page.doing(() => page.desk.actions.renewAll.run());
    expect(answer().textContent).toMatch(/Not renewed(None of \d renewed|It was not renewed)/);
    await page.scanAndDraw('21310000005566');
    await page.doing(() => page.desk.work.renewAll());
    expect(answer().textContent).toContain('Nothing to renew');
  });

  test('a list that was cut says so, and how to come to the others', async () => {
    page = await renderPage();
    await page.doing(() => page.type('jo'));
    expect(answer().textContent).toMatch(/The first \d+ for “jo”.*Not in the list\? Type more of the name\./);
  });

  test('a row that was undone offers nothing any more', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('33310000000031');
    await page.doing(() => page.desk.actions.undo.run());
    const undone = screen.getByTestId('entries').querySelector<HTMLElement>('[data-state=undone]') ?? document.body;
    expect(within(undone).queryAllByRole('button')).toEqual([]);
    expect(undone.textContent).not.toContain('Hand over');
  });

  test('loans in question stand apart, without a button to renew them', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    const { patron } = page.desk.work.store.getState();
    await page.doing(() => {
      if (patron === null || patron.view === null) return;
      const loans = patron.view.loans.map(
        (loan, index) => ({ ...loan, state: index === 0 ? 'in-question' : 'open' }) as const,
      );
      page.desk.work.store.setState({ patron: { ...patron, view: { ...patron.view, loans } } });
    });
    const apart = screen.getByTestId('in-question');
    expect(apart.textContent).toContain('Nothing is owed until staff settle it.');
    expect(within(apart).queryAllByRole('button')).toEqual([]);
    const renewing = screen.getAllByRole('button', { name: /^Renew (?!all)/ });
    expect(renewing).toHaveLength((patron?.view?.loans.length ?? 0) - 1);
  });

  test('a hold whose end has passed is said to be due to expire, in either language, and the others are not', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    const dueOnes = () => screen.queryAllByText(/due to expire|por vencer/).map(({ textContent }) => textContent);
    expect(dueOnes()).toEqual([]);
    // The other language asks for the panel anew.
    for (const [language, said] of [
      ['en', 'pick up at Main · due to expire'],
      ['es', 'recoger en Main · por vencer'],
    ] as const) {
      await page.doing(() => page.desk.station.setLanguage(language));
      await page.doing(() => {
        const { patron } = page.desk.work.store.getState();
        if (patron === null || patron.view === null) return;
        expect(patron.view.holds.length).toBeGreaterThan(1);
        const holds = patron.view.holds.map((hold, index) => ({ ...hold, dueToExpire: index === 0 }));
        page.desk.work.store.setState({ patron: { ...patron, view: { ...patron.view, holds } } });
      });
      expect(dueOnes()).toEqual([said]);
    }
  });

  test('a birth date is written as the language writes it', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.actions.details.run());
    expect(document.body.textContent).toContain('March 4, 2006');
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(document.body.textContent).toContain('4 de marzo de 2006');
  });

  test('an answer in one language is said in the other as a whole', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw('31310000001204');
    await page.doing(() => page.desk.station.setLanguage('es'));
    const [row] = within(screen.getByTestId('entries')).getAllByRole('listitem');
    expect(row?.lang).toBe('es');
    expect(row?.textContent).toMatch(/No prestado.*Este usuario ya lo tiene.*Renovar.*¿Por qué\?/);
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toMatch(/Prestado.*vence/);
  });

  test('while the desk core is gone, scans stand there as not recorded yet and go through when it is back', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    const free = page.link.hold();
    await page.doing(() => page.link.setReach('down'));
    page.desk.work.takeText(OVERSTORY, { atMono: page.clock.mono(), scanned: true });
    await page.doing(() => page.clock.advance(1_500));
    expect(answer().textContent).toMatch(/The desk is restarting.*1 scan is not recorded yet/);
    expect(rows()[0]).toMatch(/31310000008812.*Not recorded yet/);
    await page.doing(() => {
      page.link.setReach('up');
      free();
    });
    expect(answer().textContent).toMatch(/Checked out.*The Overstory/);
    expect(rows().join()).not.toContain('Not recorded yet');
  });

  test('an error is said in a sentence, without its code', async () => {
    page = await renderPage();
    const error = { code: 'HF-UI-003', message: 'something failed inside the desk (circ.renewAll); try again' };
    await page.doing(() => {
      const { notices } = page.desk.work.store.getState();
      page.desk.work.store.setState({ notices: { ...notices, checkout: { kind: 'failed', error } } });
    });
    expect(answer().textContent).toContain('Something failed inside the desk (circ.renewAll); try again.');
    expect(answer().textContent).not.toContain('HF-');
  });

  test('the book drop says from when its returns count, and what to do before the next item', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.bookDrop.run());
    const banner = (): string => screen.getByTestId('book-drop').textContent;
    expect(banner()).toMatch(
      /Everything scanned now counts as returned [A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, \d+:\d\d PM\./,
    );
    const returnedAt = formatInstant(page.clock.now() - HOUR_MS);
    await page.doing(() =>
      page.desk.work.store.setState(({ bookDrop }) => ({ bookDrop: bookDrop && { ...bookDrop, returnedAt } })),
    );
    expect(banner()).toMatch(/counts as returned (today|tonight) /);
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(banner()).toMatch(/cuenta como devuelto: (hoy|esta noche) /);
    await page.doing(() => page.desk.station.setLanguage('en'));
    await page.scanAndDraw('31310000009971');
    expect(button('It has been put away').getAttribute('aria-keyshortcuts')).toBe('Control+Shift+G');
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toMatch(
      /Not checked in.*The Overstory.*Put away “The Fifth Season” first.*Hold shelf · OKAF S 4421/,
    );
    await page.doing(() => page.desk.actions.bookDrop.run());
    expect(screen.queryByTestId('book-drop')).toBeNull();
    expect(answer().textContent).toContain('Book drop finished');
  });

  test('counting use in the house says that nothing is checked in, and an item that was looked up offers it', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.inHouse.run());
    expect(screen.getByTestId('use-count').textContent).toContain('Nothing is checked in.');
    expect(answer().textContent).toContain('Scan an item to count its use');
    expect(document.body.textContent).toContain('Scan items that were used here and left on tables.');
    expect(document.body.textContent).not.toMatch(/to check it in|Scan what came back/);
    await page.scanAndDraw(OVERSTORY);
    expect(answer().textContent).toMatch(/Use counted.*The Overstory/);
    await page.scanAndDraw('31310000001204');
    expect(answer().textContent).toContain('Not counted: it was not on its shelf. Check it in.');
    await page.scanAndDraw(OVERSTORY);
    expect(within(answer()).queryByRole('button', { name: /Why/ })).toBeNull();
    await page.doing(() => page.desk.actions.inHouse.run());
    expect(screen.queryByTestId('use-count')).toBeNull();
    await page.doing(() => page.desk.work.showItem(OVERSTORY));
    expect(button('Count as used here').getAttribute('aria-keyshortcuts')).toBe('Control+Shift+I');
  });

  test('where the library wants a reason an undo is asked about, and only a reason undoes it', async () => {
    page = await renderPage();
    page.fake.override('desk.view', async (input, own) => ({ ...(await own(input)), undoNeedsReason: true }));
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.scanAndDraw(OVERSTORY);
    const undos = () => page.link.calls.flatMap(({ name, input }) => (name === 'circ.undo' ? [input] : []));
    for (const id of ['undo', 'undo', 'goAhead'] as const) await page.doing(() => page.desk.actions[id].run());
    expect(answer().textContent).toContain('A reason is required');
    expect(within(answer()).queryByRole('button', { name: 'Undo it' })).toBeNull();
    expect(undos()).toEqual([]);
    await page.doing(() => fireEvent.click(button('Other reason')));
    expect(answer().textContent).toContain('Check-in undone.');
    expect(undos()).toMatchObject([{ reason: 'Other reason' }]);
  });

  test('a card is not said to be nobody’s while the first copy has not brought the accounts', async () => {
    page = await renderPage();
    page.fake.state.line = { online: false, replicaPos: 0, freshness: { rules: '2026-12-01T22:00:00Z' } };
    await page.doing(() => page.desk.line.load());
    await page.scanAndDraw('21399999999999');
    expect(answer().textContent).toMatch(/Accounts are still loading.*Wait a moment and scan again/);
    expect(answer().textContent).not.toMatch(/No account with this card/);
    page.fake.state.line = {};
    await page.doing(() => page.desk.line.load());
    expect(answer().textContent).toMatch(/No account with this card/);
  });

  test('a loan to a card that nobody has says that an account was made and who saw the ID, and no longer what to do first', async () => {
    page = await renderPage();
    await page.scanAndDraw('21399999999999');
    expect(answer().textContent).toMatch(/No account with this card/);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.goAhead.run());
    const form = screen.getByTestId('override');
    expect(form.textContent).not.toMatch(/No patron has the card/);
    const fill = (label: string, value: string) =>
      page.doing(() => fireEvent.change(within(form).getByLabelText(label), { target: { value } }));
    await fill('Last name', 'Ibarra');
    await fill('Phone', '555 0100');
    await page.doing(() => fireEvent.click(within(form).getByLabelText('I saw an ID with this name')));
    await page.doing(() => fireEvent.submit(form));
    expect(answer().textContent).toMatch(/New account. rivera saw an ID./);
    expect(answer().textContent).not.toMatch(/No patron has the card|Overridden/);
    expect(within(screen.getByTestId('entries')).getByText('New account. rivera saw an ID.')).toBeTruthy();
  });

  test('a typed name is answered with a list; Enter in the empty box opens the chosen row, and says so where none is', async () => {
    page = await renderPage();
    const box = () => screen.getByLabelText('Scan or type');
    await page.doing(() => page.type('okafor'));
    expect(answer().textContent).toMatch(/1 found for “okafor”.*OKAFOR, Sade/);
    await page.doing(() => fireEvent.submit(box()));
    expect(answer().textContent).toMatch(/Nothing is selected. Press ↓, then Enter./);
    expect(screen.queryByTestId('patron-name')).toBeNull();
    await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
    expect(answer().textContent).toMatch(/Arrow keys choose, Enter opens./);
    await page.doing(() => fireEvent.submit(box()));
    expect(screen.getByTestId('patron-name').textContent).toBe('OKAFOR, Sade');
  });

  test('the focus comes back to the scan box after the lock and after a dialog', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('rivera', '222222'));
    expect(document.activeElement?.id).toBe('scan-box');
    await page.doing(() => page.desk.actions.find.run());
    expect(document.activeElement?.id).not.toBe('scan-box');
    await page.doing(() => page.desk.view.setState({ overlay: 'none' }));
    expect(document.activeElement?.id).toBe('scan-box');
  });
});
