// The slips of a desk, printed by the settings in its ledger.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Timers } from '../../../shared/core/ports.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import type { DeskClock } from '../desk-clock.ts';
import { printerSettings } from '../facade/slip-settings.ts';
import type { PrinterPort } from './printer-port.ts';
import { SlipQueue } from './slip-queue.ts';

type Printing = {
  readonly printers: PrinterPort;
  readonly clock: DeskClock;
  readonly timers: Timers;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

export function openSlipQueue(
  { printers, clock, timers, log }: Printing,
  ledger: LedgerWriter,
  onChanged: () => void,
): SlipQueue {
  return new SlipQueue({
    ledger,
    printers,
    clock,
    timers,
    settings: () => printerSettings({ ledger }),
    onChanged,
    onFault: (error) => log('core.slip-not-kept', { error: error instanceof HoldfastError ? error.code : 'bug' }),
  });
}
