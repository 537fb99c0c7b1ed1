// How a notice would look, for a person who is signed in at a desk with a line and may edit the rules of the library.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { NoticePreviewRequest, NoticePreviewResponse } from '../../shared/wire/notice-preview.ts';
import { patronOfCard } from '../query/patron-by-card.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { mailSettings } from './mail-settings.ts';
import { previewNotice, type Previewed } from './preview-notice.ts';

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
    await requireStaffRight(tx, { staffId, right: 'edit-rules', now });
    return previewForCard(tx, { kind, card, now });
  });
}

/** The preview for the patron of a card, with these words where some are given. Throws HF-PATRON-001 and HF-SERVER-024. */
export async function previewForCard(
  tx: ReadTx,
  { card, ...asked }: Omit<Previewed, 'patron'> & { readonly card: string },
): Promise<NoticePreviewResponse> {
  const patron = await patronOfCard(tx, card);
  if (patron === null) throw new HoldfastError('HF-PATRON-001');
  const { channel, isSample, subject, text, short } = await previewNotice(tx, { ...asked, patron });
  return { isOn: (await mailSettings(tx)) !== null, channel, isSample, subject, text, short };
}
