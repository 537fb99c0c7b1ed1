// `notice.texts`, `notice.tryText`, `notice.changeText`: the words of notices. Only the server has them, so they need a line.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { requireRight, type Desk } from '../desk.ts';

/** Each throws HF-AUTH-024 without the right and HF-SYNC-003 without a line. */
export function viewNoticeTexts(desk: Desk): Promise<MethodOutput<'notice.texts'>> {
  return asked(desk, {});
}

/** How words would look for a patron, or what is wrong with them. Nothing is kept. Throws HF-PATRON-001. */
export function tryNoticeText(
  desk: Desk,
  { patron: card, ...trial }: ParsedInput<'notice.tryText'>,
): Promise<MethodOutput<'notice.tryText'>> {
  return asked(desk, { trial: { ...trial, card } });
}

/** Sets them with the PIN of the person signed in, unless they have a fault. Throws HF-AUTH-022, 023, HF-RULES-009, HF-SERVER-029. */
export function changeNoticeText(
  desk: Desk,
  change: ParsedInput<'notice.changeText'>,
): Promise<MethodOutput<'notice.changeText'>> {
  return asked(desk, { change });
}

function asked(
  desk: Desk,
  what: Omit<Parameters<Desk['noticeTexts']>[0], 'staffId'>,
): Promise<MethodOutput<'notice.texts'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  return desk.noticeTexts({ staffId, ...what }, staff);
}
