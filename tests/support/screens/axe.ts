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
