// What reasons are called on reports, where nobody and nothing is named.

import { isReasonCode, REASONS } from '../core/codes/reasons.ts';
import type { Words } from '../core/language.ts';

/** The words of a reason without its values; a code of a newer version stands for itself. */
export function nameOfReason(code: string): Words {
  if (!isReasonCode(code)) return { en: code, es: code };
  const { en, es } = REASONS[code].words;
  const plain = (words: string) => words.replaceAll(/\{\w+\}/g, '…').replace(/\.$/, '');
  return { en: plain(en), es: plain(es) };
}
