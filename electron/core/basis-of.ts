// The desk's current data state, for the acts that it records.

import type { Instant } from '../../shared/core/instant.ts';
import type { Basis } from './act-recorder.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { DeskFiles } from './open-desk-files.ts';

export function basisOf({ identity }: Pick<DeskFiles, 'identity'>, keeper: CopyKeeper, now: Instant): Basis {
  return {
    epoch: keeper.state()?.epoch ?? identity.epoch,
    pos: keeper.state()?.pos ?? 0,
    rulesVersion: keeper.copy?.library.rulesAt(now)?.version ?? null,
  };
}
