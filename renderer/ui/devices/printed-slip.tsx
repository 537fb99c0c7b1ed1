// A slip on a page of the page's own printer. On the screen it is not seen; it prints itself when it is drawn, and then calls back.

import type { SlipView } from '../../../shared/views/slip.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { Paper } from '../paper.tsx';
import { SlipRows } from './slip-rows.tsx';

export function PrintedSlip() {
  const paper = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state.paper,
  );
  return paper === null ? null : <SlipPaper slip={paper} />;
}

function SlipPaper({ slip }: { readonly slip: SlipView }) {
  const { slips } = useDesk();
  return (
    <Paper testId="printed-slip" onEnd={slips.paperEnded}>
      <SlipRows slip={slip} />
    </Paper>
  );
}
