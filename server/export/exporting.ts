// The shared parts of all exporters.

import type { Library } from '../../shared/wire/rows.ts';
import type { ReadTx } from '../store/store.ts';
import type { ExportFolder, ExportLoss } from './export-folder.ts';
import type { LocalTimes } from './local-times.ts';

/** Parts that an exporter works with. */
export type Exporting = {
  readonly tx: ReadTx;
  readonly folder: ExportFolder;
  readonly library: Library;
  readonly times: LocalTimes;
  /** Decimals of its money. */
  readonly decimals: number;
};

/** Writes the files of a shape; returns the facts that the shape cannot hold. */
export type Exporter = (exporting: Exporting) => Promise<readonly ExportLoss[]>;

/** "12.50" of an amount; nothing of none. */
export function amountText(minor: number | null, { decimals }: Pick<Exporting, 'decimals'>): string {
  return minor === null ? '' : (minor / 10 ** decimals).toFixed(decimals);
}
