// The shared parts of the day story.

import type { Page } from 'playwright-core';
import type { Keyboard } from '../../../support/screens/keyboard.ts';
import type { ShiftWorld } from '../shift-world.ts';
import type { Teller } from '../tell.ts';

/** Figures of the day that reports must have, as its people counted them. */
export type Noted = { questions: number; came: number };

export type Day = {
  readonly teller: Teller;
  readonly world: ShiftWorld;
  readonly keys: Keyboard;
  readonly noted: Noted;
};

/** Adds the text of the screen to a failed step. */
export function showing(teller: Teller, page: Page): Teller {
  return {
    step: (name, work) =>
      teller.step(name, async () => {
        try {
          return await work();
        } catch (error) {
          const shown = await page.locator('main, dialog, [role="dialog"]').first().ariaSnapshot();
          throw new Error(`${error instanceof Error ? error.message : String(error)}\n${shown}`, { cause: error });
        }
      }),
  };
}
