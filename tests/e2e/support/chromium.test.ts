// The browser of the tests starts on a bare machine, draws the signs the desk uses, and takes screenshots.

import { chromium } from 'playwright-core';
import { browser, browserLaunch } from '../../support/chromium.ts';
import { describeIf } from '../../support/skip.ts';

const PAGE = `<meta charset="utf-8"><body style="font: 24px sans-serif">
  <p id="words">✔ PRÉSTAMO · El año del ratón · vence mañana · ● 1 reserva ⚠ debe una multa → ✖ ¿Ñandú?</p>
  <p style="font-family: system-ui"><b>✔ CHECKED OUT</b> The Overstory · Powers</p><code>21234000000012</code>`;

describeIf(browser.isAvailable, 'the browser of the tests', browser.reason, () => {
  test('letters with marks and the signs of the desk are drawn as glyphs, not as boxes', async () => {
    const running = await chromium.launch(browserLaunch());
    try {
      const page = await running.newPage({ viewport: { width: 1100, height: 220 } });
      await page.setContent(PAGE);
      const file = process.env['HOLDFAST_TEST_SCREENSHOT'];
      const png = await page.screenshot(file === undefined ? {} : { path: file });
      expect(png.length).toBeGreaterThan(5000);
      expect(await fontsOf(page, '#words')).toEqual(expect.not.arrayContaining(['Last Resort', '']));
    } finally {
      await running.close();
    }
  });
});

/** The families that the browser really drew an element with. */
async function fontsOf(page: import('playwright-core').Page, selector: string): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map((font) => font.familyName);
}
