// `slip.…`, `printer.…`: slips are shown as they are printed, printed, printed again and dropped; and the printer is set up.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId, HoldId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { say } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { PrinterSettings, PrinterView, SlipOf, SlipView } from '../../../shared/views/slip.ts';
import { testSlip } from '../../../shared/slips/make-slips.ts';
import { SLIP_KINDS, type Slip, type SlipKind } from '../../../shared/slips/slip.ts';
import { writeSetting } from '../../../db/ledger/desk-state.ts';
import { hasEverSignedIn } from '../../../db/ledger/session-log.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { slipByNumber } from '../../../db/ledger/slips.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy, sayingAt } from '../desk-sight.ts';
import { parseSlip } from '../print/slip-queue.ts';
import { slipOfActs, slipOfRefusal, slipOfReturns } from './act-slips.ts';
import { shelfSlip } from './routing-slip.ts';
import { PRINTER_PROBLEMS, PRINTER_TEXTS } from './printer-words.ts';
import { PRINTER_SETTING, printerSettings, slipHead, slipView } from './slip-settings.ts';

/** The printer, and the waiting slips. */
export function printerView(desk: Desk): PrinterView {
  const { slips, printers } = desk;
  const last = slips.last();
  const { problem } = slips;
  return {
    settings: printerSettings(desk),
    devices: [...printers.devices()],
    waiting: slips.waiting().map(({ number, kind, madeAt, isTried }) => ({
      number,
      kind: kindOf(kind),
      at: formatInstant(madeAt),
      isTried,
    })),
    problem: problem === null ? null : say(sayingAt(desk), PRINTER_PROBLEMS[problem]),
    last: last === null ? null : { number: last.number, kind: kindOf(last.kind) },
    maySet: maySet(desk),
  };
}

/** Sets the printer up. Throws HF-AUTH-021, HF-AUTH-024, HF-UI-022 for a device that this computer has not. */
export function setPrinter(desk: Desk, settings: PrinterSettings): PrinterView {
  if (!maySet(desk)) requireRight(desk, 'manage-desk');
  const { target } = settings;
  if (target.kind === 'device' && !desk.printers.devices().includes(target.name)) {
    throw new HoldfastError('HF-UI-022', { name: target.name });
  }
  writeSetting(desk.ledger, PRINTER_SETTING, settings);
  return printerView(desk);
}

/** A slip as it would be printed. Throws HF-UI-020, HF-UI-021, HF-AUTH-021. */
export async function previewSlip(desk: Desk, { of }: ParsedInput<'slip.preview'>): Promise<SlipView> {
  return slipView(desk, await slipOf(desk, of));
}

/** Prints a slip, or leaves it to the page where there is no printer. Throws as `previewSlip` does. */
export async function printSlip(desk: Desk, { of }: ParsedInput<'slip.print'>): Promise<MethodOutput<'slip.print'>> {
  const slip = await slipOf(desk, of);
  const view = slipView(desk, slip);
  if (printerSettings(desk).target.kind === 'none') return { slip: view, outcome: 'page' };
  return { slip: view, outcome: await desk.slips.print(slip, actOf(desk, of)) };
}

/** Prints the waiting slips. */
export async function printWaiting(desk: Desk): Promise<PrinterView> {
  desk.session.required();
  await desk.slips.printWaiting();
  return printerView(desk);
}

/** Drops a slip that is no longer wanted. */
export function dropSlip(desk: Desk, { number }: ParsedInput<'slip.drop'>): PrinterView {
  desk.session.required();
  desk.slips.drop(number);
  return printerView(desk);
}

/** A person who manages the desk; and before the first sign-in the person who sets it up. */
function maySet(desk: Desk): boolean {
  return desk.rights().includes('manage-desk') || !hasEverSignedIn(desk.ledger);
}

function slipOf(desk: Desk, of: SlipOf): Slip | Promise<Slip> {
  if ('test' in of) {
    if (!maySet(desk)) desk.session.required();
    return testSlip(slipHead(desk, desk.clock.now()), setupText(desk));
  }
  desk.session.required();
  if ('acts' in of) return slipOfActs(desk, of.acts);
  if ('returned' in of) return slipOfReturns(desk, of.returned);
  if ('refusal' in of) return slipOfRefusal(desk, of.refusal);
  if ('hold' in of) return shelfSlip(desk, of.hold);
  const kept = slipByNumber(desk.ledger, of.number);
  if (kept === null || kept.content === null) throw new HoldfastError('HF-UI-021');
  return parseSlip(kept.content);
}

/** The act whose purge takes the words of the slip away. */
function actOf(desk: Desk, of: SlipOf): ActId | null {
  if ('acts' in of) return of.acts.at(-1) ?? null;
  if ('returned' in of) return of.returned.at(-1) ?? null;
  if ('hold' in of) return trapOf(desk, of.hold);
  return 'number' in of ? (slipByNumber(desk.ledger, of.number)?.actId ?? null) : null;
}

/** The check-in that put the copy of a hold aside, where it was made here: others are not purged at this desk, and the slip goes after a day. */
function trapOf(desk: Desk, hold: HoldId): ActId | null {
  const { sight } = requiredCopy(desk);
  const item = sight.hold(hold)?.capturedItem ?? null;
  const acts = item === null ? [] : sight.actsOfItem(item);
  const trap = acts.findLast((act) => act.kind === 'checkin' && act.hold === hold);
  return trap === undefined || envelopeById(desk.ledger, trap.id) === null ? null : trap.id;
}

function setupText(desk: Desk): string {
  const { target, width } = printerSettings(desk);
  const saying = sayingAt(desk);
  const setup =
    target.kind === 'network'
      ? say(saying, PRINTER_TEXTS.network, { host: target.host, port: String(target.port) })
      : target.kind === 'device'
        ? say(saying, PRINTER_TEXTS.device, { name: target.name })
        : say(saying, PRINTER_TEXTS.page);
  return say(saying, PRINTER_TEXTS.columns, { setup, width });
}

/** A slip of a newer version is shown as the most common kind. */
function kindOf(text: string): SlipKind {
  return SLIP_KINDS.find((kind) => kind === text) ?? 'due';
}
