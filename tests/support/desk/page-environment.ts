// The environment of the tests of the page: jsdom, and outside of it, in Node's own realm, the desk cores that pages talk to, as in the product. Both
// are there once for each worker of the test runner: loading the page's modules and warming them up took longer than most tests.

import JsdomEnvironment from 'jest-environment-jsdom';
import { createRequire } from 'node:module';
import type { FarDesk, FarDeskOptions } from './far-desk.ts';

type Given = ConstructorParameters<typeof JsdomEnvironment>;

// oxlint-disable-next-line holdfast/no-module-state -- the page of this worker
let page: PageEnvironment | null = null;

// oxlint-disable-next-line import/no-default-export -- the test runner takes an environment so
export default class SharedPage {
  constructor(...given: Given) {
    page ??= new PageEnvironment(...given);
    return page as never;
  }
}

// oxlint-disable-next-line holdfast/no-inheritance -- the test runner gives jsdom as a class
class PageEnvironment extends JsdomEnvironment {
  /** Desks that run, and whether the test that runs opened them. */
  readonly #open = new Map<FarDesk, boolean>();

  override async setup(): Promise<void> {
    Object.assign(this.global, { openFarDesk: (options: FarDeskOptions) => this.#openDesk(options) });
  }

  handleTestEvent = async ({ name }: { readonly name: string }): Promise<void> => {
    if (name === 'test_start') for (const desk of this.#open.keys()) this.#open.set(desk, false);
    if (name === 'test_done') await this.#close((isOfTest) => isOfTest);
  };

  override async teardown(): Promise<void> {
    await this.#close(() => true);
    // Leftovers of a test file on the page are cleared for the next one.
    const { document, localStorage, sessionStorage } = this.global;
    document.head.replaceChildren();
    document.body.replaceChildren();
    localStorage.clear();
    sessionStorage.clear();
  }

  async #openDesk(options: FarDeskOptions): Promise<FarDesk> {
    const desk = await farDesks().openFarDesk(options);
    this.#open.set(desk, true);
    return desk;
  }

  async #close(which: (isOfTest: boolean) => boolean): Promise<void> {
    for (const [desk, isOfTest] of this.#open) {
      if (!which(isOfTest)) continue;
      this.#open.delete(desk);
      await desk.close();
    }
  }
}

/**
 * Loaded by Node when the first desk is opened: the test runner transforms imports of its environment, and a second copy of the product's modules in
 * the worker would have error classes that the first one does not know.
 */
function farDesks(): typeof import('./far-desk.ts') {
  const parseModule = (loaded: unknown) => loaded as typeof import('./far-desk.ts');
  return parseModule(createRequire(import.meta.url)('./far-desk.ts'));
}
