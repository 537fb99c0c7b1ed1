// How a notice would look, for a person who is signed in at a desk with a line and may edit the rules of the library.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { NoticePreviewRequest, NoticePreviewResponse } from '../../shared/wire/notice-preview.ts';
import { patronOfCard } from '../query/patron-by-card.ts';
import { roleRights } from '../staff/role-rights.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import type { ReadStore } from '../store/store.ts';
import { mailSettings } from './mail-settings.ts';
import { previewNotice } from './preview-notice.ts';

/**
 * Throws HF-AUTH-024 without the right `edit-rules`, HF-PATRON-001 for an unknown card, HF-SERVER-024 for a template
 * that cannot be filled in.
 */
export function previewForDesk(
  { store, clock }: { readonly store: ReadStore; readonly clock: Clock },
  { staffId, kind, card }: NoticePreviewRequest,
): Promise<NoticePreviewResponse> {
  return store.read(async (tx) => {
    const now = clock.now();
    const role = (await staffRoles(tx, [staffId]))(staffId, now);
    const rightsAt = await roleRights(tx);
    if (role === null || !rightsAt(role, now).includes('edit-rules'))
      throw new HoldfastError('HF-AUTH-024', { staff: staffId });
    const patron = await patronOfCard(tx, card);
    if (patron === null) throw new HoldfastError('HF-PATRON-001');
    const { channel, isSample, subject, text, short } = await previewNotice(tx, { kind, patron, now });
    return { isOn: (await mailSettings(tx)) !== null, channel, isSample, subject, text, short };
  });
}
