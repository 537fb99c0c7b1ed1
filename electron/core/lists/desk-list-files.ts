// The lists that a desk keeps as files, as its handlers see them.

import type { ListFilesChosen } from './list-files-setting.ts';
import type { ListFolders } from './list-folders.ts';

export type DeskListFiles = {
  readonly keeper: {
    readonly isWriting: boolean;
    /** Another folder, the same one anew, or none: files that are kept no more are removed. */
    choose(chosen: ListFilesChosen | null): void;
    /** How often they are written. */
    pace(everyMinutes: number): void;
    /** Writes them now; with a round under way, waits for that one. */
    write(): Promise<void>;
  };
  readonly stop: () => void;
  readonly folders: ListFolders;
};
