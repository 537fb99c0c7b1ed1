// The shelf work of Check in: shelf reading, and carts on which returns wait for their shelves.

import type { SavedFile } from '../bridge/save-file.ts';
import { createCarts } from '../stores/carts-store.ts';
import type { RowActs } from '../stores/row-acts.ts';
import { createShelf } from '../stores/shelf-store.ts';
import type { Desk } from './desk.ts';
import { focusScanBox } from './scan-box-focus.ts';

type Parts = Pick<Desk, 'link' | 'play' | 'work' | 'clock'> & {
  readonly rowActs: RowActs;
  readonly saveFile: (file: SavedFile) => void;
  readonly page: Window;
};

/** The stores of both. */
export function createShelves({
  link,
  clock,
  work,
  rowActs,
  play,
  saveFile,
  page,
}: Parts): Pick<Desk, 'shelf' | 'carts'> {
  const focusBox = (): void => focusScanBox(page.document);
  return {
    shelf: createShelf({ link, clock, work, rowActs, play, saveFile, focusBox }),
    carts: createCarts({ link, work, play }),
  };
}
