// A slip on a page of the page's own printer. On the screen it is not seen; it prints itself when it is drawn, and says when that is over.

import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { SlipView } from '../../../shared/views/slip.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { SlipRows } from './slip-rows.tsx';
import styles from '../paper.module.css';

export function PrintedSlip() {
  const paper = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state.paper,
  );
  return paper === null ? null : <Paper slip={paper} />;
}

function Paper({ slip }: { readonly slip: SlipView }) {
  const { slips } = useDesk();
  useEffect(() => {
    const end = slips.paperEnded;
    window.addEventListener('afterprint', end, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', end);
  }, [slips]);
  return createPortal(
    <div className={styles.paper} data-testid="printed-slip">
      <SlipRows slip={slip} />
    </div>,
    document.body,
  );
}
