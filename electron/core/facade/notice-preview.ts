// `notice.preview`: how a notice would look for a patron. Only the server has the words of the library, so it needs a line.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Desk } from '../desk.ts';

/** Throws HF-AUTH-024 without the right, HF-SYNC-003 without a line, HF-PATRON-001, HF-SERVER-024. */
export function previewNoticeAtDesk(
  desk: Desk,
  { kind, patron: card }: ParsedInput<'notice.preview'>,
): Promise<MethodOutput<'notice.preview'>> {
  const { staffId, staff } = desk.session.required();
  if (!desk.rights().includes('edit-rules')) throw new HoldfastError('HF-AUTH-024', { staff });
  return desk.noticePreview({ staffId, kind, card }, staff);
}
