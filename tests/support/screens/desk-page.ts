// Steps of a test at a desk, in the words of the desk. Everything by keyboard and scanner, as staff do it.

import type { Locator, Page } from 'playwright-core';
import { plugInScanner } from './scanner.ts';

/** A desk on a page. */
export type DeskPage = {
  readonly page: Page;
  readonly signIn: (staff: string, pin: string) => Promise<void>;
  /** As a scanner types: without pauses, ending in Enter, wherever the focus is. Waits until it is answered. */
  readonly scan: (code: string) => Promise<void>;
  /** The same without waiting. */
  readonly scanOnly: (code: string) => Promise<void>;
  /** As a person types, then Enter. */
  readonly type: (text: string) => Promise<void>;
  /** Goes to a screen by its function key. */
  readonly goTo: (screen: 'checkout' | 'checkin' | 'patrons' | 'work') => Promise<void>;
  /** Opens the column beside the place, where a narrow page has it as one line. */
  readonly openBeside: () => Promise<void>;
  /** Presses Ctrl+Shift and a letter. */
  readonly act: (letter: string) => Promise<void>;
  /** The large place: the last answer. */
  readonly answer: Locator;
  /** The acts listed below it. */
  readonly entries: Locator;
  readonly patron: Locator;
  readonly statusBar: Locator;
  /** Milliseconds from the end of each scan to the frame with its answer, oldest first. */
  readonly scanTimes: () => Promise<readonly number[]>;
};

const SCREEN_KEYS = { checkout: 'F2', checkin: 'F3', patrons: 'F5', work: 'F4' } as const;
/** Between two typed keys. */
export const PERSON_MS = 90;

/** Wraps a page that shows a desk. */
export function deskPage(page: Page): DeskPage {
  const scanTimes = (): Promise<readonly number[]> =>
    page.evaluate(() => performance.getEntriesByName('scan-to-paint').map(({ duration }) => duration));
  const plugged = plugInScanner(page);
  const scanOnly = async (code: string): Promise<void> => (await plugged).scan(code);
  return {
    page,
    async signIn(staff, pin) {
      const name = page.getByRole('textbox', { name: /^(Name|Nombre)$/ });
      await name.fill(staff);
      await page.getByLabel('PIN', { exact: true }).fill(pin);
      await page.keyboard.press('Enter');
      await page.getByTestId('staff').getByText(staff).waitFor();
    },
    async scan(code) {
      const before = (await scanTimes()).length;
      await scanOnly(code);
      await page.waitForFunction((count) => performance.getEntriesByName('scan-to-paint').length !== count, before, {
        polling: 10,
      });
    },
    scanOnly,
    async type(text) {
      await page.keyboard.type(text, { delay: PERSON_MS });
      await page.waitForTimeout(PERSON_MS);
      await page.keyboard.press('Enter');
    },
    goTo: (screen) => page.keyboard.press(SCREEN_KEYS[screen]),
    async openBeside() {
      const line = page.getByTestId('record-strip');
      if (!(await line.isVisible())) return;
      await line.getByRole('button').click();
      await line.waitFor({ state: 'detached' });
    },
    act: (letter) => page.keyboard.press(`Control+Shift+${letter}`),
    answer: page.getByTestId('answer'),
    entries: page.getByTestId('entries').getByRole('listitem'),
    patron: page.getByRole('region', { name: /^(Patron|Usuario)$/ }),
    statusBar: page.getByRole('contentinfo'),
    scanTimes,
  };
}
