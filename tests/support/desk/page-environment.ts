// The environment of the tests of the page: jsdom, and outside of it, in Node's own realm, the desk cores that pages talk to, as in the product. The
// cores' modules are loaded once for each worker of the test runner, where a test file loads all of its own anew.

import JsdomEnvironment from 'jest-environment-jsdom';
import { openFarDesk, type FarDesk, type FarDeskOptions } from './far-desk.ts';

// oxlint-disable-next-line import/no-default-export, holdfast/no-inheritance -- the test runner takes an environment so, and gives jsdom as a class
export default class PageEnvironment extends JsdomEnvironment {
  /** Desks that run, and whether the test that runs opened them. */
  readonly #open = new Map<FarDesk, boolean>();

  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { openFarDesk: (options: FarDeskOptions) => this.#openDesk(options) });
  }

  handleTestEvent = async ({ name }: { readonly name: string }): Promise<void> => {
    if (name === 'test_start') for (const desk of this.#open.keys()) this.#open.set(desk, false);
    if (name === 'test_done') await this.#close((isOfTest) => isOfTest);
  };

  override async teardown(): Promise<void> {
    await this.#close(() => true);
    await super.teardown();
  }

  async #openDesk(options: FarDeskOptions): Promise<FarDesk> {
    const desk = await openFarDesk(options);
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
