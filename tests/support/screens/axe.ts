// Looks for faults of accessibility on a page as it stands. One line for each, so that a failed test names the fault.

import { source, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules that another color scheme or width can break; all others judge the document alone, which is the same in every look. */
const LOOK_RULES = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'] as const;

/** How often axe looks again at a page that changed under it. A page that never rests is judged as it is. */
const LOOKS_AGAIN = 3;

/** Faults found, as "rule: element (fault)". Empty when there is none. `asked` parts all rules from those of a look. */
export async function accessibilityFaults(page: Page, asked: 'all' | 'look' = 'all'): Promise<readonly string[]> {
  for (let again = 0; ; again++) {
    const { faults, isChanged } = await lookOnce(page, asked);
    // Faults of a page that changed meanwhile are of no page: an element taken out while axe looks has no style, and so no name.
    if (faults.length === 0 || !isChanged || again === LOOKS_AGAIN) return faults;
  }
}

type Verdict = { readonly faults: readonly string[]; readonly isChanged: boolean };

async function lookOnce(page: Page, asked: 'all' | 'look'): Promise<Verdict> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(asked === 'look' ? { runOnly: { type: 'rule', values: [...LOOK_RULES] } } : {}),
  };
  const { violations, isChanged } = await page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    let changes = 0;
    const watch = new MutationObserver((records) => (changes += records.length));
    watch.observe(document, { childList: true, characterData: true, subtree: true });
    const found = await axe.run(document, given);
    changes += watch.takeRecords().length;
    watch.disconnect();
    // Forced colors are pairs of the system's. axe reads the fill of text, which Chromium reports as it would be without them.
    const isForced = matchMedia('(forced-colors: active)').matches;
    const isJudged = (id: string, selector: string): boolean => {
      const element = isForced && id === 'color-contrast' ? document.querySelector(selector) : null;
      return element === null || getComputedStyle(element).getPropertyValue('forced-color-adjust') === 'none';
    };
    const judged = found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes
        .filter(({ target }) => isJudged(id, target.join(' ')))
        .map(({ target, failureSummary }) => ({ target: target.join(' '), why: failureSummary ?? '' })),
    }));
    return { violations: judged, isChanged: changes > 0 };
  }, options);
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, why }) => `${id}: ${target} (${why.replace(/\s+/g, ' ')})`),
  );
  return { faults, isChanged };
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
  for (const [at, name] of names.entries()) {
    await emulate(page, LOOKS[name]);
    const found = await accessibilityFaults(page, at === 0 ? 'all' : 'look');
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  await emulate(page, LOOKS.light);
  return faults;
}

/** Shows the page in a look, and waits until it has taken its colors. */
export async function emulate(
  page: Page,
  look: { readonly colorScheme: 'light' | 'dark'; readonly forcedColors: 'none' | 'active' },
): Promise<void> {
  await page.emulateMedia(look);
  await page.waitForFunction(
    (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
    look.colorScheme,
  );
}
