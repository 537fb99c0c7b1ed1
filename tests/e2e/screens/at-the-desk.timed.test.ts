// Working at the desk with a keyboard and a scanner, in a real browser over the fake desk.

import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startFakeServer, type FakeServer } from '../../support/fake-desk/fake-server.ts';
import { browser as browserHere } from '../../support/chromium.ts';
import { builtDir } from '../../support/project-dir.ts';
import { deskPage, type DeskPage } from '../../support/screens/desk-page.ts';
import { openPage, startBrowser } from '../../support/screens/open-page.ts';
import { describeIf } from '../../support/skip.ts';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
const SPRING = '31310000006638';
/** Out to another patron: the refusal with the most buttons. */
const LAPTOP_OUT = '33310000000049';
const HELD = '31310000009989';

describeIf(browserHere.isAvailable, 'at the desk', browserHere.reason, () => {
  let running: Browser;
  let server: FakeServer;
  let page: Page;
  let desk: DeskPage;

  beforeAll(async () => {
    running = await startBrowser();
  });

  afterAll(() => running.close());

  beforeEach(async () => {
    server = await startFakeServer(join(builtDir(), 'renderer'));
    page = await openPage(running, server.url);
    desk = deskPage(page);
    await desk.signIn('rivera', '222222');
  });

  afterEach(async () => {
    await page.context().close();
    await server.close();
  });

  const focusedId = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

  /** Waits until the scan box has the focus, for an unnoticeable time; a look afterwards shows the place of the focus. */
  const focusOnScanBox = async (): Promise<void> => {
    await page
      .waitForFunction(() => document.activeElement?.id === 'scan-box', null, { timeout: 1_000 })
      .catch(() => undefined);
  };

  const chooseSpanish = async (): Promise<void> => {
    await page.keyboard.press('Control+,');
    await page.getByText('Español').click();
    await page.getByText('Este mostrador').first().waitFor();
    await page.keyboard.press('Escape');
  };

  test('at 200 % what is owed, the screens and a report that was asked for are in sight', async () => {
    const own = await startFakeServer(join(builtDir(), 'renderer'));
    const zoomed = await openPage(running, own.url, { width: 1366, height: 768, zoom: 2 });
    const at = deskPage(zoomed);
    /** Whether it is seen whole, between the tabs and the bar at the bottom. */
    const isSeen = (place: Locator, above: number): Promise<boolean> =>
      place.evaluate((element, top) => {
        const box = element.getBoundingClientRect();
        return box.top >= top && box.bottom <= globalThis.innerHeight - 28;
      }, above);
    const tabs = zoomed.getByRole('navigation', { name: 'Screens' });
    await at.signIn('nadia', '333333');
    await at.scan(SADE);
    expect(await isSeen(zoomed.getByTestId('answer').getByText('Owes a fee'), 40)).toBe(true);
    await zoomed.keyboard.press('F8');
    await zoomed.getByRole('button', { name: 'Shift report', exact: true }).click();
    const opens = zoomed.getByTestId('record-strip').getByRole('button');
    await opens.click();
    const show = zoomed.getByRole('button', { name: /^Show/ });
    await show.click();
    await zoomed.getByTestId('report').waitFor();
    expect(await isSeen(zoomed.getByTestId('report').getByRole('heading', { level: 2 }), 40)).toBe(true);
    await opens.scrollIntoViewIfNeeded();
    expect(await isSeen(tabs, 0)).toBe(true);
    await zoomed.context().close();
    await own.close();
  });

  test('on a small screen the words of an exception have the whole of its card, and what happened when stands at its end', async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await server.desk.setExceptions(true);
    await desk.goTo('work');
    const card = page.locator('[data-testid=exception][data-code=missed-hold]').first();
    await card.waitFor();
    const shares = await card.evaluate((element) => {
      const whole = element.getBoundingClientRect();
      const part = (index: number) => element.children[index]?.getBoundingClientRect() ?? new DOMRect();
      const [weight, subject, when, words] = [part(0), part(1), part(2), part(3)];
      return {
        words: words.width / whole.width > 0.9,
        subject: subject.left === weight.left && subject.top >= weight.bottom,
        when: when.top === weight.top && when.right > whole.right - 24,
      };
    });
    expect(shares).toEqual({ words: true, subject: true, when: true });
  });

  test('in a narrow bar the name of whoever works stands whole, and their role whole or not at all', async () => {
    const branchName = 'Honeyfield Library';
    server.desk.override('desk.view', async (input, own) => ({ ...(await own(input)), branchName }));
    server.desk.override('desk.setLanguage', async (input, own) => ({ ...(await own(input)), branchName }));
    await page.reload();
    const person = page.getByTestId('staff');
    /** Whether all of it is inside the bar, and whether none is. */
    const seen = (place: Locator) =>
      place.evaluate((element) => {
        const bar = element.closest('header')?.getBoundingClientRect() ?? new DOMRect();
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const isCut = element.scrollWidth > element.clientWidth && getComputedStyle(element).display !== 'inline';
        const isInside = left >= bar.left - 1 && right <= bar.right + 1 && top < bar.bottom && !isCut;
        return isInside ? 'whole' : top >= bar.bottom ? 'not' : `cut: ${left} ${right} ${top} ${bottom}`;
      });
    expect(await seen(person.locator('span'))).toBe('whole');
    await page.setViewportSize({ width: 1024, height: 768 });
    await chooseSpanish();
    expect(await seen(person.locator('strong'))).toBe('whole');
    expect(await seen(person.locator('span'))).toBe('whole');
  });

  test('the token is not in the address', () => {
    expect(page.url()).not.toMatch(/token/);
  });

  test('a second Enter after a payment takes nothing, however fast: the change stays to be seen, and what is typed replaces the amount', async () => {
    await desk.scan(SADE);
    await page.keyboard.press('F7');
    const amount = page.locator('[name=pay-amount]');
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'pay-amount');
    // Slower than a scanner.
    await page.keyboard.type('10', { delay: 120 });
    expect(await amount.inputValue()).toBe('10');
    await page.keyboard.press('Tab');
    await page.keyboard.type('20', { delay: 120 });
    await page.keyboard.press('Enter');
    // No shift is open: it is asked once where the cash goes.
    await page.getByRole('button', { name: 'Take it without a shift' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const done = page.getByTestId('money-done');
    await done.getByText('Change $10.00').waitFor();
    expect(await done.innerText()).toContain('Receipt 1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F7');
    await page.getByText('Payment · Cash · receipt 1').waitFor();
    expect(await amount.inputValue()).toBe('2.50');
  });

  test('a whole visit is served without a mouse', async () => {
    await desk.type('okafor sade');
    await desk.answer.getByText('OKAFOR, Sade').waitFor();
    await page.keyboard.press('Enter');
    await desk.patron.getByText('OKAFOR, Sade').waitFor();
    await desk.scan(OVERSTORY);
    await desk.answer.getByText('Tue, Dec 15').waitFor();
    await desk.scan(HELD);
    await desk.act('O');
    await desk.type('Instructor asked');
    await desk.answer.and(page.locator('[data-state=done]')).waitFor();
    await desk.act('Z');
    await desk.answer.and(page.locator('[data-act=undo]')).waitFor();
    await page.keyboard.press('Escape');
    await desk.patron.getByText('No patron').waitFor();
    expect(await focusedId()).toBe('scan-box');
  });

  test('the focus is in the scan box after each thing that was done', async () => {
    const steps: (() => Promise<void>)[] = [
      () => desk.scan(SADE),
      () => desk.scan(HELD),
      () => desk.act('Y'),
      () => page.keyboard.press('Escape'),
      () => desk.act('D'),
      () => desk.goTo('checkin'),
      () => desk.scan(OVERSTORY),
      () => desk.goTo('work'),
      () => desk.goTo('checkout'),
      () => page.keyboard.press('F1'),
      () => page.keyboard.press('F1'),
      () => page.keyboard.press('Control+K'),
      () => page.keyboard.press('Escape'),
    ];
    const places: string[] = [];
    const inDialogs = [9, 11];
    for (const [index, step] of steps.entries()) {
      await step();
      // The focus may go elsewhere on its way; where it comes to rest counts.
      await page.waitForTimeout(60);
      if (!inDialogs.includes(index)) await focusOnScanBox();
      places.push(`${index} ${await focusedId()}`);
    }
    const elsewhere = places.filter(
      (place) => !place.endsWith(' scan-box') && !inDialogs.includes(Number(place.split(' ')[0])),
    );
    expect(elsewhere).toEqual([]);
  });

  test('a What-if question is asked without a mouse, and nothing of it is an act', async () => {
    const answer = page.getByTestId('what-if-answer');
    const when = page.getByRole('group', { name: 'When' }).getByLabel('Month');
    await desk.act('F');
    await page.keyboard.type('okaf', { delay: 90 });
    await page.getByRole('option', { name: /OKAFOR, Sade/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('oversto', { delay: 90 });
    await page.getByRole('option', { name: /The Overstory/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await answer.getByText('· due Tue, Dec 15').waitFor();
    expect(await when.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.getByText('That time is past.').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await answer.getByText(/OKAFOR, Sade · tomorrow 2:02 PM/).waitFor();
    const before = await when.inputValue();
    await desk.scanOnly(HELD);
    await answer.locator('[data-decision=needs-override]').waitFor();
    expect(await when.inputValue()).toBe(before);
    await page.keyboard.press('Escape');
    await focusOnScanBox();
    expect(await focusedId()).toBe('scan-box');
    expect(server.desk.state.acts).toEqual([]);
    await desk.patron.getByText('No patron').waitFor();
  });

  test('letters typed after a click on nothing go to the scan box', async () => {
    await page.locator('main').click({ position: { x: 400, y: 600 } });
    await page.keyboard.type('ok', { delay: 90 });
    expect(await page.getByRole('textbox', { name: 'Scan or type' }).inputValue()).toBe('ok');
  });

  test('a scan into a form goes to the desk and not into the form', async () => {
    await desk.scan(SADE);
    await desk.scan(HELD);
    await desk.act('O');
    const reason = page.getByRole('textbox', { name: 'Reason for the record' });
    await reason.pressSequentially('Instr', { delay: 90 });
    await page.waitForTimeout(200);
    await desk.scan(SPRING);
    await desk.answer.getByText('Silent Spring').waitFor();
    await desk.act('O');
    expect(await reason.inputValue()).toBe('Instr');
  });

  test('a scan before anybody signed in is no name and no PIN, and is answered afterwards', async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Sign out' }).click();
    const name = page.getByRole('textbox', { name: /^Name$/ });
    await name.fill('ri');
    await desk.scanOnly(SADE);
    await page.getByText('1 scan waiting for sign-in.').waitFor();
    expect(await name.inputValue()).toBe('ri');
    await desk.signIn('rivera', '222222');
    await desk.patron.getByText('OKAFOR, Sade').waitFor();
  });

  test('a scan closes a dialog and is answered', async () => {
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox').waitFor();
    await desk.scan(SADE);
    await desk.patron.getByText('OKAFOR, Sade').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('twenty scans without a pause are all answered, in order', async () => {
    await desk.goTo('checkin');
    const codes = Array.from({ length: 20 }, (_, index) => `4000000000${String(1000 + index)}`);
    for (const code of codes) await desk.scanOnly(code);
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=entries] > li').length === 20);
    const shown = await desk.entries.allInnerTexts();
    expect(shown.map((text) => /…(\d{4})/.exec(text)?.[1])).toEqual(codes.map((code) => code.slice(-4)).toReversed());
  });

  test('nothing moves when answers arrive', async () => {
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')));
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await desk.scan(SADE);
    const top = async (): Promise<number> => (await page.getByTestId('entries').boundingBox())?.y ?? 0;
    const tops = new Set<number>();
    for (const code of [OVERSTORY, SPRING, HELD, '33310000000031', '34310000002290', '31310000001204', LAPTOP_OUT]) {
      await desk.scan(code);
      tops.add(Math.round(await top()));
    }
    expect([...tops]).toHaveLength(1);
  });

  test.each(['en', 'es'])(
    'a refusal with three buttons keeps its lines whole on a small screen (%s)',
    async (language) => {
      await page.setViewportSize({ width: 1_280, height: 800 });
      await desk.scan(SADE);
      if (language === 'es') await chooseSpanish();
      await desk.scan(LAPTOP_OUT);
      const reason = await desk.answer.locator('[data-code=LOANED_TO_ANOTHER]').boundingBox();
      expect(reason?.height).toBeLessThan(30);
    },
  );

  test('at 200 % zoom what is asked for comes into sight, and an answer after it too', async () => {
    await page.setViewportSize({ width: 640, height: 400 });
    const isSeen = (name: string | RegExp): Promise<boolean> =>
      page.getByRole('button', { name }).evaluate((button) => {
        const { top, bottom } = button.getBoundingClientRect();
        const x = button.getBoundingClientRect().left + 4;
        const hit = document.elementFromPoint(x, (top + bottom) / 2);
        return top >= 0 && bottom <= window.innerHeight && (hit === button || button.contains(hit));
      });
    await desk.scan(SADE);
    await desk.scan(HELD);
    await desk.act('Y');
    expect(await isSeen(/^Close/)).toBe(true);
    await desk.scan(OVERSTORY);
    expect(await isSeen(/^Undo/)).toBe(true);
    await desk.scan(HELD);
    await desk.act('O');
    await page.getByTestId('override').waitFor();
    expect(await isSeen(/^Check out anyway/)).toBe(true);
  });

  test.each(['en', 'es'] as const)(
    'at 200 % on the smallest screen no screen and no state is cut off (%s)',
    async (language) => {
      await page.setViewportSize({ width: 512, height: 384 });
      if (language === 'es') await chooseSpanish();
      await server.desk.setExceptions(true);
      await server.desk.setOffline(true);
      await desk.scan(SADE);
      await desk.scan(SPRING);
      await desk.statusBar.getByText(/waiting|espera/).waitFor();
      await page
        .getByRole('navigation')
        .getByText(/^(9|10)$/)
        .waitFor();
      const cutOff = await page.locator('nav button, footer *').evaluateAll((all) =>
        all
          .filter((one) => {
            const { right, bottom } = one.getBoundingClientRect();
            return right > innerWidth || bottom > innerHeight;
          })
          .map((one) => one.textContent),
      );
      expect(cutOff).toEqual([]);
      const isCrowded = await page
        .locator('nav, footer')
        .evaluateAll((all) => all.some((one) => one.scrollHeight > one.clientHeight));
      expect(isCrowded).toBe(false);
      const heights = await page.locator('nav, footer').evaluateAll((all) => all.map((one) => one.clientHeight));
      expect(Math.max(...heights)).toBeLessThan(60);
    },
  );

  const MANY_LISTS = 15;

  test('where the list of work is a rail of signs, the page stays as high as the window', async () => {
    await page.setViewportSize({ width: 1100, height: 420 });
    await desk.goTo('work');
    const rail = page.locator('nav[data-narrow="signs"]');
    // The lists come after what is below them.
    await rail.locator('button').nth(MANY_LISTS).waitFor();
    expect(await rail.evaluate((all) => all.scrollHeight > all.clientHeight)).toBe(true);
    const beyond = await page.evaluate(() => {
      const all = document.scrollingElement ?? document.body;
      all.scrollTop = 200;
      return { higher: all.scrollHeight - innerHeight, scrolled: all.scrollTop };
    });
    expect(beyond).toEqual({ higher: 0, scrolled: 0 });
  });

  test('on a small screen the files of a report and what was saved are in sight', async () => {
    await desk.act('L');
    await desk.signIn('nadia', '333333');
    await page.keyboard.press('F8');
    await page.getByRole('button', { name: 'Shift report', exact: true }).click();
    // Not clicked: a click of the browser's would bring the button to the middle first.
    const savedAs = async (form: string, height: number): Promise<number> => {
      await page.setViewportSize({ width: 1024, height });
      await page.getByRole('button', { name: form }).dispatchEvent('click');
      const saved = page.getByTestId('report-saved').getByText(`.${form.toLowerCase()}`);
      await saved.waitFor();
      const bar = await desk.statusBar.evaluate((one) => one.getBoundingClientRect().top);
      return bar - (await saved.evaluate((one) => one.getBoundingClientRect().bottom));
    };
    expect(await savedAs('JSON', 768)).toBeGreaterThanOrEqual(0);
    expect(await savedAs('CSV', 560)).toBeGreaterThanOrEqual(0);
  });

  test('a scan in the middle of a payment waits for an answer, leaves what was typed, and sends nothing', async () => {
    await desk.scan(SADE);
    await page.keyboard.press('F7');
    const amount = page.getByRole('textbox', { name: 'Amount' });
    await amount.fill('5');
    await desk.scanOnly(OVERSTORY);
    await page.getByTestId('fees').getByText('…8812 was scanned').waitFor();
    expect(await amount.inputValue()).toBe('5');
    expect(server.desk.state.acts).toEqual([]);
    await page.keyboard.press('Enter');
    await desk.answer.getByText('The Overstory').waitFor();
    expect(server.desk.state.acts.map(({ text }) => text)).toEqual(['Checked out · The Overstory']);
    await page.keyboard.press('F7');
    expect(await amount.inputValue()).toBe('5');
  });

  test('F5 finds patrons and reloads nothing; a reload brings the patron back', async () => {
    await desk.scan(SADE);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await page.keyboard.press('F5');
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true);
    await page.reload();
    await desk.patron.getByText('OKAFOR, Sade').waitFor();
    expect(await page.getByRole('button', { name: 'Patrons' }).getAttribute('aria-current')).toBe('page');
  });

  test('a core that restarts is waited for; the scan made meanwhile is answered once', async () => {
    await desk.goTo('checkin');
    server.restartCore(1_500);
    await desk.scanOnly('31310000001204');
    await desk.statusBar.getByText('Desk restarting').waitFor();
    await desk.answer.getByText('Reshelve').waitFor();
    await desk.statusBar.getByText('Up to date').waitFor();
    expect(server.desk.state.acts.map(({ text }) => text)).toEqual(['Checked in · Circe']);
  });

  test('the worklist is worked without a mouse', async () => {
    await server.desk.setExceptions(true);
    const codes = async () => (await server.desk.ask('exception.list', {})).exceptions.map(({ code }) => code);
    const before = await codes();
    await desk.goTo('work');
    const chosen = page.locator('main [aria-current=true]');
    await chosen.getByText('All 3 at once').waitFor();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+ArrowDown');
    await chosen.getByText('ADEYEMI, Tolu has it').waitFor();
    await page.keyboard.press('Control+Shift+Digit2');
    await chosen.getByText('ADEYEMI, Tolu has it?').waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('said').getByText('Laptop 15: ADEYEMI, Tolu has it.').waitFor();
    await chosen.getByText('More was paid than turned out to be owed').waitFor();
    await page.keyboard.press('Control+Shift+Digit1');
    await desk.type('gave it back');
    await page.getByTestId('said').getByText('1 closed: patron told').waitFor();
    await focusOnScanBox();
    expect(await focusedId()).toBe('scan-box');
    const left = await codes();
    expect(left).toEqual(before.filter((code) => code !== 'in-question' && code !== 'money-credited'));
    expect(before).toHaveLength(left.length + 2);
  });

  test('two windows of the desk are open as long as somebody works in one, and lock together', async () => {
    const other = await page.context().newPage();
    await other.goto(server.url);
    await other.getByTestId('staff').getByText('rivera').waitFor();
    await desk.act('L');
    await other.getByRole('heading', { name: 'Locked' }).waitFor();
    await page.getByLabel('PIN', { exact: true }).fill('222222');
    await page.keyboard.press('Enter');
    await other.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'hidden' });
    const heard = other.evaluate(
      () =>
        new Promise((resolve) => {
          new BroadcastChannel('holdfast.windows').addEventListener('message', (event) => resolve(event.data));
        }),
    );
    await page.waitForTimeout(1_100);
    await page.keyboard.press('Shift');
    expect(await heard).toBe('touched');
  });

  test('the line dropping changes the bar and nothing else', async () => {
    await desk.scan(SADE);
    await page.waitForTimeout(200);
    const before = await page.locator('main').screenshot();
    await server.desk.setOffline(true);
    await desk.statusBar.getByText(/^Offline since/).waitFor();
    expect((await page.locator('main').screenshot()).equals(before)).toBe(true);
  });

  test('the language changes at once, for what the desk core says too', async () => {
    await desk.scan(SADE);
    await chooseSpanish();
    await page
      .getByRole('region', { name: 'Usuario' })
      .getByText(/dic|nov/)
      .first()
      .waitFor();
  });

  test('each scan is measured once, to the frame in which its answer stands', async () => {
    await desk.goTo('checkin');
    const shown: string[] = [];
    const codes = [OVERSTORY, SPRING, '31310000001204', OVERSTORY];
    for (const code of codes) {
      await desk.scan(code);
      shown.push(await desk.answer.innerText());
    }
    expect(await desk.scanTimes()).toHaveLength(codes.length);
    expect(shown.map((text) => /…(\d{4})/.exec(text)?.[1])).toEqual(codes.map((code) => code.slice(-4)));
  });
});
