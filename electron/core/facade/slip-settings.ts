// How this desk prints, how its slips look on that paper, and the head of every slip.

import { sayDate, sayTime } from '../../../shared/core/say-date.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { PrinterSettingsSchema, type PrinterSettings, type SlipView } from '../../../shared/views/slip.ts';
import { layOut } from '../../../shared/slips/lay-out.ts';
import type { SlipHead } from '../../../shared/slips/make-slips.ts';
import type { Slip } from '../../../shared/slips/slip.ts';
import { readSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { Desk } from '../desk.ts';
import { deskZone, sayingAt } from '../desk-sight.ts';

/** The name of the setting in the ledger. */
export const PRINTER_SETTING = 'printer';

/**
 * Of a desk without printer settings: the page prints, and no more of a patron stands on it than tells two slips apart.
 */
const NEW_PRINTER: PrinterSettings = {
  target: { kind: 'none' },
  width: 42,
  codePage: 'pc850',
  cuts: true,
  patronOnSlip: 'last-four',
  printsRouting: true,
  opensDrawer: false,
};

/** How the desk prints. */
export function printerSettings({ ledger }: { readonly ledger: Ledger }): PrinterSettings {
  return readSetting(ledger, PRINTER_SETTING, PrinterSettingsSchema) ?? NEW_PRINTER;
}

/** A slip as it is printed here. */
export function slipView(desk: Desk, slip: Slip): SlipView {
  const paper = printerSettings(desk);
  return { kind: slip.kind, width: paper.width, rows: layOut(slip, paper) };
}

/** The head of a slip of an act at this moment. */
export function slipHead(desk: Desk, at: Instant): SlipHead {
  const { identity } = desk;
  const zone = deskZone(desk);
  const language = desk.language();
  return {
    saying: sayingAt(desk),
    library: desk.copy()?.library.branchName(identity.branch) ?? identity.library.name,
    desk: identity.deskName,
    isPractice: desk.config.isPractice ?? false,
    at: `${sayDate(language, at, zone)}, ${sayTime(language, at, zone)}`,
  };
}
