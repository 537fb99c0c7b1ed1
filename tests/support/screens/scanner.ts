// A barcode scanner at a page: keys five milliseconds apart by their own time stamps, so that a busy test machine does not turn a scanner into a person.

import type { CDPSession, Page } from 'playwright-core';

const gapSeconds = 0.005;
/** More would be a person's pause. */
const mostGapSeconds = 0.04;

/** Types codes as a scanner does. */
export type Scanner = { scan(code: string): Promise<void> };

/** Plugs a scanner in. */
export async function plugInScanner(page: Page): Promise<Scanner> {
  const session = await page.context().newCDPSession(page);
  return { scan: (code) => typeCode(session, code) };
}

/** The last key is struck when the page has taken those before it, as behind a real cable, and is stamped no later than that: the time to the answer is never flattered. */
async function typeCode(session: CDPSession, code: string): Promise<void> {
  const codeEnds = nowSeconds();
  const characters = Array.from(code);
  await Promise.all(
    characters.map((text, index) =>
      strike(session, { key: text, text }, codeEnds - (characters.length - 1 - index) * gapSeconds),
    ),
  );
  await strike(session, { key: 'Enter', text: '\r' }, Math.min(nowSeconds(), codeEnds + mostGapSeconds));
}

const nowSeconds = (): number => Date.now() / 1_000;

async function strike(
  session: CDPSession,
  { key, text }: { readonly key: string; readonly text: string },
  timestamp: number,
): Promise<void> {
  const stroke = { key, code: key === 'Enter' ? 'Enter' : '', windowsVirtualKeyCode: key === 'Enter' ? 13 : 0 };
  await Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke, text, timestamp }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke, timestamp: timestamp + 0.001 }),
  ]);
}
