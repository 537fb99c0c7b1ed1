// A barcode scanner at a page: keys five milliseconds apart by their own time stamps, so that a busy test machine does not turn a scanner into a person.

import type { CDPSession, Page } from 'playwright-core';

const gapSeconds = 0.005;

/** Types codes as a scanner does. */
export type Scanner = { scan(code: string): Promise<void> };

/** Plugs a scanner in. */
export async function plugInScanner(page: Page): Promise<Scanner> {
  const session = await page.context().newCDPSession(page);
  return { scan: (code) => typeCode(session, code) };
}

async function typeCode(session: CDPSession, code: string): Promise<void> {
  // The last key is struck now, so that the time to the answer is a true one.
  const start = Date.now() / 1_000 - code.length * gapSeconds;
  const strokes = Array.from(code, (text) => ({ key: text, text }));
  const sent = [...strokes, { key: 'Enter', text: '\r' }].flatMap(({ key, text }, index) => {
    const stroke = { key, code: key === 'Enter' ? 'Enter' : '', windowsVirtualKeyCode: key === 'Enter' ? 13 : 0 };
    const timestamp = start + index * gapSeconds;
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke, text, timestamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke, timestamp: timestamp + 0.001 }),
    ];
  });
  await Promise.all(sent);
}
