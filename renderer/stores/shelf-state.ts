// The state of a shelf reading, and its actions.

import type { StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ActId, LocationId } from '../../shared/core/ids.ts';
import type { Result } from '../../shared/core/result.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { ShelfStanding } from '../../shared/callnumbers/shelf-reading.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { SeenAnswer } from '../../shared/views/seen.ts';
import type { ShelfView } from '../../shared/views/shelf.ts';
import type { InHand } from './work/work-state.ts';

/** A copy that was scanned, and how it stands by all that were. */
export type ShelfRow = {
  readonly at: Instant;
  readonly answer: SeenAnswer;
  readonly standing: ShelfStanding;
  /** Of a misplaced one: the copies between which it belongs; null = it is the first, or the last. */
  readonly after: string | null;
  readonly before: string | null;
  /** The correction made since, in words; empty: it was put in its place. */
  readonly said: string | null;
};

/** `name`: of an inventory that others may join; empty = a reading of this desk alone. */
export type ShelfForm = {
  readonly name: string;
  readonly location: string;
  readonly from: string;
  readonly to: string;
};

export type ShelfState = {
  /** Null until its range is known. */
  readonly view: ShelfView | null;
  /** The newest on top. */
  readonly rows: readonly ShelfRow[];
  /** The barcode of an earlier scan that the newest one tells to be misplaced. */
  readonly alsoMisplaced: string | null;
  /** Null until it is asked for. */
  readonly missing: ListView | null;
  readonly tab: 'scanned' | 'missing';
  readonly focus: string | null;
  readonly worked: Readonly<Record<string, { readonly said: string }>>;
  /** A range that is being chosen. */
  readonly form: ShelfForm | null;
  /** Inventories of the branch that go on. */
  readonly open: readonly { readonly id: ActId; readonly name: string; readonly progress: string }[];
  readonly locations: readonly { readonly id: LocationId; readonly name: string; readonly branchName: string }[];
  readonly error: BridgeError | null;
  readonly isBusy: boolean;
};

export type Shelf = {
  readonly store: StoreApi<ShelfState>;
  /** Takes one scan. */
  readonly take: (item: InHand) => Promise<void>;
  /** Takes one as it was scanned, in one call. False: it is no copy known here. */
  readonly takeCode: (code: string) => Promise<boolean>;
  /** Opens the form of the range. */
  readonly choose: () => Promise<void>;
  readonly change: (change: Partial<ShelfForm>) => void;
  readonly cancel: () => void;
  /** Reads the range of the form from now on. */
  readonly begin: () => Promise<void>;
  /** Reads an inventory of the branch, wherever it stands. */
  readonly join: (inventory: ActId) => Promise<void>;
  /** Finishes it for all, and ends the mode. */
  readonly finish: () => Promise<void>;
  /** Saves the findings as a page to print. */
  readonly saveReport: (inventory: ActId) => Promise<Result<null, BridgeError>>;
  /** Shows the range again that was read before the page was opened anew. */
  readonly resume: () => Promise<void>;
  readonly goTo: (tab: ShelfState['tab']) => void;
  readonly setFocus: (key: string | null) => void;
  readonly move: (by: 1 | -1) => void;
  /** Checks in a copy that should not stand here. */
  readonly checkIn: (barcode: string) => Promise<void>;
  /** Puts a copy that stands wrong on the cart of its shelf. */
  readonly toCart: (barcode: string) => Promise<void>;
  /** A misplaced copy was put where it belongs. */
  readonly putRight: (barcode: string) => Promise<void>;
  readonly actOnMissing: (row: ListRow, act: string, answer: string | null) => Promise<void>;
  /** Marks every copy missing that was not seen. */
  readonly markAll: () => Promise<void>;
  readonly canUndo: () => boolean;
  readonly undoLast: () => Promise<void>;
  /** The same in another language. */
  readonly refresh: () => Promise<void>;
};
