// The shared parts of the steps of reading a shelf.

import type { StoreApi } from 'zustand/vanilla';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import type { PageClock } from '../clock/page-clock.ts';
import type { RowActs } from './row-acts.ts';
import type { ShelfState } from './shelf-state.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';
import type { InventoryMode } from './work/work-state.ts';

/** Parts of a shelf. */
export type ShelfParts = {
  readonly link: DeskLink;
  readonly clock: PageClock;
  readonly work: Pick<Work, 'store' | 'checkIn' | 'toggleInventory' | 'endMode'>;
  readonly saveFile: (file: SavedFile) => void;
  readonly rowActs: RowActs;
  readonly play: (tone: Tone) => void;
  readonly focusBox: () => void;
};

/** The same with the reading. */
export type ReadingParts = ShelfParts & {
  readonly store: StoreApi<ShelfState>;
  readonly mode: () => InventoryMode | null;
  /** The range that is read off the first copy. */
  readonly opening: { now: Promise<void> };
};
