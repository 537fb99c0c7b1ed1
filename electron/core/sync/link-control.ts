// What handlers may ask of the sync engine.

import type { SyncStatus } from '../../../shared/views/sync.ts';

export type LinkControl = {
  status(): SyncStatus;
  isOnline(): boolean;
  syncNow(): void;
  pause(on: boolean): void;
};
