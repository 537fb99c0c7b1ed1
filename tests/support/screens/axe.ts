// Looks for faults of accessibility on a page as it stands. One line for each, so that a failed test says what to mend.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Faults found, as "rule: element (what is wrong)". Empty when there is none. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')} (${(failureSummary ?? '').replace(/\s+/g, ' ')})`,
    ),
  );
}

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;

type LookName = keyof typeof LOOKS;
const EVERY_LOOK: readonly LookName[] = ['light', 'dark', 'forced colours'];

/** The same in light, in dark and in forced colours, each fault with its look in front; the page is left in light. */
export async function faultsInEveryLook(page: Page, names = EVERY_LOOK): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const look = LOOKS[name];
    await page.emulateMedia(look);
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
      look.colorScheme,
    );
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
  }
  await page.emulateMedia(LOOKS.light);
  return faults;
}
