// One desk of the story: its process, its page in a real browser, and the acts of its staff.

import type { Browser, Page } from 'playwright-core';
import { deskPage, PERSON_MS, type DeskPage } from '../../support/screens/desk-page.ts';
import { openPage } from '../../support/screens/open-page.ts';
import { plugInScanner } from '../../support/screens/scanner.ts';
import { deskApi, type DeskApi, type DeskReady } from './desk-api.ts';
import { jsonLines, startPart, type Env, type Part } from './program.ts';

/** A person without an account, as staff write them down from an ID; `second`: the second signer for equipment. */
export type Stranger = {
  readonly family: string;
  readonly given: string;
  readonly phone: string;
  readonly second?: { readonly staff: string; readonly pin: string };
};

/** The result of an act, as on the screen. */
export type Shown = { readonly state: string | null; readonly text: string };

export type StoryDesk = {
  readonly name: string;
  readonly branch: string;
  readonly process: Part<DeskReady>;
  readonly api: DeskApi;
  readonly screen: DeskPage;
  /** Scans a card, then items; returns the screen's text about each item. */
  lend(card: string, ...barcodes: readonly string[]): Promise<readonly Shown[]>;
  take(barcode: string): Promise<Shown>;
  /** Overrides the reasons of the large answer, with a reason for the record. */
  override(reason: string): Promise<Shown>;
  /** Writes down a person without an account after seeing an ID, and lends the item of the large answer. By keyboard alone. */
  lendTo(stranger: Stranger): Promise<Shown>;
  undo(): Promise<Shown>;
  shown(): Promise<Shown>;
};

export type DeskOptions = {
  readonly name: string;
  readonly branch: string;
  readonly central: string;
  readonly centralData: string;
  readonly data: string;
  readonly env: Env;
  readonly browser: Browser;
  readonly staff: { readonly staff: string; readonly pin: string };
};

/** Enrols a desk, starts it and signs in on its page. */
export async function openStoryDesk(options: DeskOptions): Promise<StoryDesk> {
  const { name, branch, central, centralData, data, env, browser, staff } = options;
  const place = ['--database', 'embedded', '--data', centralData];
  const [code] = await jsonLines<{ code: string }>(
    ['desk', 'enrol-code', '--branch', branch, '--name', name, ...place],
    env,
  );
  const args = ['desk', '--central', central, '--code', code?.code ?? '', '--data', data, '--shell', 'none'];
  return standAt(await startPart<DeskReady>(args, env), { name, branch, browser, staff });
}

/** Opens the page of a desk that runs, and signs in. */
export async function standAt(
  part: Part<DeskReady>,
  { name, branch, browser, staff }: Pick<DeskOptions, 'name' | 'branch' | 'browser' | 'staff'>,
): Promise<StoryDesk> {
  const page = await openPage(browser, part.ready.url);
  const scanner = await plugInScanner(page);
  const screen = { ...deskPage(page), scan: (code: string) => scanAndWait(page, () => scanner.scan(code)) };
  await screen.signIn(staff.staff, staff.pin);
  return { name, branch, process: part, api: deskApi(part.ready), screen, ...actsOn(screen) };
}

/** Scans and waits until the answer is painted. */
async function scanAndWait(page: Page, scan: () => Promise<void>): Promise<void> {
  const count = () => page.evaluate(() => performance.getEntriesByName('scan-to-paint').length);
  const before = await count();
  await scan();
  await page.waitForFunction((seen) => performance.getEntriesByName('scan-to-paint').length > seen, before, {
    polling: 10,
  });
}

function actsOn(screen: DeskPage): Pick<StoryDesk, 'lend' | 'take' | 'override' | 'lendTo' | 'undo' | 'shown'> {
  const shown = async (): Promise<Shown> => ({
    state: await screen.answer.getAttribute('data-state'),
    text: (await screen.answer.innerText()).replaceAll('\n', ' · '),
  });
  /** Does something and waits for the large answer to say something else. */
  const changed = async (act: () => Promise<void>): Promise<Shown> => {
    const before = await screen.answer.innerHTML();
    await act();
    await screen.page.waitForFunction(
      (html) => document.querySelector('[data-testid="answer"]')?.innerHTML !== html,
      before,
      { polling: 20 },
    );
    return shown();
  };
  const form = screen.page.getByRole('form', { name: 'Override' });
  /** The form stands in place of the answer until it is sent. */
  const sent = async (): Promise<Shown> => {
    await form.waitFor({ state: 'detached' });
    await screen.answer.waitFor();
    return shown();
  };
  return {
    shown,
    lend: async (card, ...barcodes) => {
      await screen.goTo('checkout');
      await screen.page.keyboard.press('Escape');
      await screen.scan(card);
      const answers: Shown[] = [];
      for (const barcode of barcodes) {
        await screen.scan(barcode);
        answers.push(await shown());
      }
      return answers;
    },
    take: async (barcode) => {
      await screen.goTo('checkin');
      await screen.scan(barcode);
      return shown();
    },
    override: async (reason) => {
      await screen.act('O');
      await form.getByRole('textbox').first().fill(reason);
      await screen.page.keyboard.press('Enter');
      return sent();
    },
    lendTo: async ({ family, given, phone, second }) => {
      const { keyboard } = screen.page;
      await screen.act('G');
      await form.waitFor();
      await keyboard.type(family, { delay: PERSON_MS });
      await keyboard.press('Tab');
      // Enter goes on to the next missing field: the phone number, then the ID.
      await screen.type(given);
      await screen.type(phone);
      await keyboard.press('Space');
      await keyboard.press('Enter');
      if (second !== undefined) {
        await screen.type(second.staff);
        await screen.type(second.pin);
      }
      return sent();
    },
    undo: () => changed(() => screen.act('Z')),
  };
}
