// Seals the keys of this desk to the recovery kit of its library, beside its files, as soon as it gets the kit, and again when the kit is another
// one.

import { recoveryText } from '../../shared/circ/model/recovery-terms.ts';
import type { DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import type { Random } from '../../shared/core/ports.ts';
import { sealToKit } from '../../db/keys/recovery-file.ts';
import { makeVerifier } from '../../db/keys/signing.ts';
import type { DeskFiles } from './open-desk-files.ts';

/** A kit that the server of this desk did not sign is none. Throws the errors of the disk. */
export function sealForRecovery(
  { recovery }: DeskTerms,
  desk: Pick<DeskFiles, 'identity' | 'secrets'> & { readonly dir: string; readonly random: Random },
): void {
  if (recovery === undefined) return;
  const isSigned = makeVerifier(desk.identity.serverKey)(recoveryText(recovery.kit), recovery.signature);
  if (isSigned) sealToKit(desk.dir, recovery.kit, desk);
}
