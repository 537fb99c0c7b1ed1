// The account as a ledger, the newest row at the end. Letters on a row take payment, waive or give back what it is about.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { nextRow } from '../../stores/next-row.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { PlainFoot } from '../../ui/form-foot.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import styles from './fees.module.css';

export function AccountLedger() {
  const { t } = useTranslation();
  const { fees, work, view } = useDesk();
  const { ledger, error } = useDeskStore(
    (desk) => desk.fees.store,
    (state) => state,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = ledger?.rows ?? [];
  const focus = chosen ?? rows.at(-1)?.key ?? null;
  const move = (by: 1 | -1): void => setChosen(nextRow(rows, focus, by));
  const open = ({ opens }: ListRow): void => {
    if (opens?.record !== 'item') return;
    view.setState({ overlay: 'none' });
    void work.showItem(opens.barcode);
  };
  return (
    <>
      <p role="alert">{sentence(error?.message ?? '')}</p>
      {ledger !== null && (
        <ScrollPlace label={ledger.heading} className={styles.ledger}>
          <ListTable
            view={ledger}
            rows={rows}
            focus={focus}
            onFocus={setChosen}
            onMove={move}
            onOpen={open}
            onAct={fees.actOnRow}
          />
        </ScrollPlace>
      )}
      <PlainFoot>
        <DeskButton isFirst={rows.length === 0} onPress={fees.goToPay}>
          {t('fees.accountBack')}
        </DeskButton>
      </PlainFoot>
    </>
  );
}
