// Rows of a slip as the bytes of ESC/POS, which nearly every slip printer speaks. Only commands that all of them know are used.

import { CODE_PAGES, encodeText, type CodePage } from './code-pages.ts';
import type { SlipLook, SlipRow } from './slip.ts';

const ESC = 0x1b;
const GS = 0x1d;
const LF = 0x0a;

/** Start anew, without anything that the slip before left behind. */
const INITIALIZE = [ESC, 0x40];
const choosePage = (number: number): number[] => [ESC, 0x74, number];
/** Bold on or off, then size: 0x11 is twice as wide and high. */
const LOOKS: Readonly<Record<SlipLook, readonly number[]>> = {
  plain: [ESC, 0x45, 0, GS, 0x21, 0x00],
  strong: [ESC, 0x45, 1, GS, 0x21, 0x00],
  large: [ESC, 0x45, 0, GS, 0x21, 0x11],
};
const feed = (lines: number): number[] => [ESC, 0x64, lines];
/** Feeds the printed part past the knife and cuts it. */
const CUT = [GS, 0x56, 0x42, 0x00];

/** Opens the cash drawer: a presione of 50 ms at either pin, since drawers listen to one of the two. */
export const DRAWER_KICK = Uint8Array.from([0, 1].flatMap((pin) => [ESC, 0x70, pin, 25, 250]));

export type EscPosOptions = { readonly codePage: CodePage; readonly cuts: boolean };

/** The bytes of a slip. */
export function escPos(rows: readonly SlipRow[], { codePage, cuts }: EscPosOptions): Uint8Array {
  const bytes: number[] = [...INITIALIZE, ...choosePage(CODE_PAGES[codePage].number)];
  let look: SlipLook | null = null;
  for (const row of rows) {
    if (row.look !== look) bytes.push(...LOOKS[row.look]);
    ({ look } = row);
    bytes.push(...encodeText(row.text, codePage), LF);
  }
  bytes.push(...LOOKS.plain, ...feed(4), ...(cuts ? CUT : []));
  return Uint8Array.from(bytes);
}
