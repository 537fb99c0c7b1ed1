// The keyboard of a person without a mouse: everything is reached by Tab, chosen by arrows, typed and confirmed by Enter.

import type { Locator, Page } from 'playwright-core';
import { PERSON_MS } from './desk-page.ts';

/** More than any place of the program has. */
const MOST_TABS = 160;
const MOST_OPTIONS = 60;
const MOST_ROWS = 200;

export type Keyboard = {
  /** Strikes keys one after the other. */
  readonly strike: (...keys: readonly string[]) => Promise<void>;
  /** Types as a person does. */
  readonly write: (text: string) => Promise<void>;
  /** Goes on by Tab until something has the focus. Throws with the elements focused on the way. */
  readonly reach: (wanted: Locator) => Promise<void>;
  /** Reaches the table of a row, and the row by arrows. */
  readonly reachRow: (row: Locator) => Promise<void>;
  /** Strikes a letter that acts on the row in focus: alone, as a person does. */
  readonly letter: (letter: string) => Promise<void>;
  /** Reaches a button and strikes Enter on it. */
  readonly press: (name: string | RegExp, within?: Locator) => Promise<void>;
  /** Reaches a field and types over its text. */
  readonly fill: (label: string | RegExp, text: string, within?: Locator) => Promise<void>;
  /** Reaches a box and ticks it. */
  readonly tick: (label: string | RegExp, within?: Locator) => Promise<void>;
  /** Reaches a choice and goes by arrows to an option, by the beginning of its words. */
  readonly choose: (label: string | RegExp, option: string, within?: Locator) => Promise<void>;
};

/** The keyboard of a page. */
export function keyboardOf(page: Page): Keyboard {
  const strike = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const write = (text: string): Promise<void> => page.keyboard.type(text, { delay: PERSON_MS });
  const reach = async (wanted: Locator): Promise<void> => {
    await wanted.first().waitFor();
    const passed: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await hasFocus(wanted)) return;
      await page.keyboard.press('Tab');
      passed.push(
        await page.evaluate(() => {
          const { activeElement: now } = document;
          return now?.getAttribute('aria-label') ?? (now?.textContent ?? '').trim().slice(0, 30);
        }),
      );
    }
    throw new Error(`Tab never came to ${String(wanted)}; it came by ${[...new Set(passed)].join(' | ')}`);
  };
  const field = (label: string | RegExp, within: Locator = page.locator('body')): Locator =>
    within.getByLabel(label, typeof label === 'string' ? { exact: true } : {});
  return {
    strike,
    write,
    reach,
    reachRow: async (row) => {
      await row.waitFor();
      await reach(row.locator('xpath=ancestor::table').locator('tr[tabindex="0"]'));
      for (let rows = 0; rows < MOST_ROWS && !(await hasFocus(row)); rows += 1) await page.keyboard.press('ArrowDown');
      if (!(await hasFocus(row))) throw new Error(`arrows never came to ${String(row)}`);
    },
    letter: async (letter) => {
      await page.waitForTimeout(PERSON_MS);
      await page.keyboard.press(letter);
      await page.waitForTimeout(PERSON_MS);
    },
    press: async (name, within = page.locator('body')) => {
      await reach(within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }));
      await page.keyboard.press('Enter');
    },
    fill: async (label, text, within) => {
      await reach(field(label, within));
      await page.keyboard.press('Control+a');
      await write(text);
    },
    tick: async (label, within = page.locator('body')) => {
      await reach(
        within.getByRole('checkbox', typeof label === 'string' ? { name: label, exact: true } : { name: label }),
      );
      await page.keyboard.press('Space');
    },
    choose: async (label, option, within = page.locator('body')) => {
      const choice = within.getByRole('combobox', { name: label, exact: typeof label === 'string' });
      await reach(choice);
      await page.keyboard.press('Home');
      for (let at = 0; at < MOST_OPTIONS; at += 1) {
        const words = await choice.evaluate((element) =>
          element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.text ?? '') : '',
        );
        if (words.trim().startsWith(option)) return;
        await page.keyboard.press('ArrowDown');
      }
      throw new Error(`${String(label)} has no ${option}`);
    },
  };
}

async function hasFocus(wanted: Locator): Promise<boolean> {
  for (const one of await wanted.all())
    if (await one.evaluate((element) => element === document.activeElement)) return true;
  return false;
}
