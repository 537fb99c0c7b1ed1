// `notice.preview`: how a notice would look for a patron. Only the server knows the words of the library; without a line it cannot be said.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Desk } from '../desk.ts';

/** Throws HF-AUTH-024 for the person who may not, HF-SYNC-003 without a line, HF-PATRON-001, HF-SERVER-024. */
export function previewNoticeAtDesk(
  desk: Desk,
  { kind, patron: card }: ParsedInput<'notice.preview'>,
): Promise<MethodOutput<'notice.preview'>> {
  const { staffId, staff } = desk.session.required();
  if (!desk.rights().includes('edit-rules')) throw new HoldfastError('HF-AUTH-024', { staff });
  return desk.noticePreview({ staffId, kind, card }, staff);
}
