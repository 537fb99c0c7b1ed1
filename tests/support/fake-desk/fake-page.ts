// A whole desk page over the desk of a test, in the jsdom of the test, with a clock that the test moves and the desk follows.

import type { DeskWindows } from '../../../renderer/bridge/desk-windows.ts';
import type { PickedFile } from '../../../renderer/bridge/pick-file.ts';
import type { SavedFile } from '../../../renderer/bridge/save-file.ts';
import { createDesk } from '../../../renderer/desk/create-desk.ts';
import type { Desk } from '../../../renderer/desk/desk.ts';
import type { Tone } from '../../../renderer/stores/work/tone-of.ts';
import { createSpeaker } from '../../../renderer/text/speak.ts';
import { createFakeLink, type FakeLink } from './fake-bridge.ts';
import { createFakeDesk, type FakeDesk } from './fake-desk.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export type FakePage = {
  readonly desk: Desk;
  readonly fake: FakeDesk;
  readonly link: FakeLink;
  readonly clock: ManualClock;
  readonly speaker: ReturnType<typeof createSpeaker>;
  /** Tones in the order they sounded. */
  readonly tones: Tone[];
  /** Files that the page was asked to save. */
  readonly files: SavedFile[];
  /** Files to be chosen, in this order. */
  readonly brought: PickedFile[];
  /** Lets everything that was started run to its end. */
  readonly settle: () => Promise<void>;
  readonly scan: (code: string) => Promise<void>;
  /** As typed into the scan box. */
  readonly type: (text: string) => Promise<void>;
};

export type FakePageOptions = {
  readonly fake?: FakeDesk;
  /** No person, to test signing in. */
  readonly staff?: 'sam' | 'rivera' | 'nadia' | 'chen' | 'ada' | null;
  /** The other windows of the desk; none when absent. */
  readonly windows?: DeskWindows;
};

const ALONE: DeskWindows = { tell() {}, onWord: () => () => {}, close() {} };

/** Opens a page; storages keep the data of earlier pages of the same test. */
export async function openFakePage({
  fake,
  staff = 'rivera',
  windows = ALONE,
}: FakePageOptions = {}): Promise<FakePage> {
  const desk = fake ?? (await createFakeDesk());
  const clock = createManualClock(desk.now());
  const link = createFakeLink(desk);
  const tones: Tone[] = [];
  const files: SavedFile[] = [];
  const brought: PickedFile[] = [];
  const speaker = createSpeaker('en');
  const page = createDesk({
    page: window,
    link,
    clock,
    windows,
    speaker,
    player: (tone) => void tones.push(tone),
    painted: () => {},
    saveFile: (file) => void files.push(file),
    pickFile: () => Promise.resolve(brought.shift() ?? null),
  });
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      await turn();
      while (link.isBusy()) await turn();
      const to = Math.max(clock.now(), desk.now()) + ROUND_MS;
      clock.advance(to - clock.now());
      await desk.pass(to - desk.now());
    }
  };
  if (staff !== null && desk.state.session === null) await desk.ask('session.signIn', { staff, pin: PINS[staff] });
  await page.station.open();
  await settle();
  return {
    desk: page,
    fake: desk,
    link,
    clock,
    speaker,
    tones,
    files,
    brought,
    settle,
    async scan(code) {
      page.work.takeText(code, { atMono: clock.mono(), scanned: true });
      await settle();
    },
    async type(text) {
      page.work.takeText(text, { atMono: clock.mono(), scanned: false });
      await settle();
    },
  };
}

const PINS = { sam: '1111', rivera: '222222', nadia: '333333', chen: '444444', ada: '555555' } as const;

/** Time that passes in each round of settling, for the page and for its desk. */
const ROUND_MS = 100;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
