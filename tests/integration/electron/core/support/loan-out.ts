// The loan that a copy is out on, as the record of the copy names it.

import { loanId, type LoanId } from '../../../../../shared/core/ids.ts';
import type { RunningDesk } from './running-desk.ts';

/** One that no copy has where it is out on none. */
export async function loanOut(desk: Pick<RunningDesk, 'ask'>, barcode: string): Promise<LoanId> {
  return (await desk.ask('item.record', { barcode })).loanId ?? loanId('none');
}
