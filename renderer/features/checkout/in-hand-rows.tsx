// Items that were scanned before a card, above the acts, the last one on top.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { lastFour } from '../../text/moments.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from '../../ui/answer/entry-list.module.css';

export function InHandRows() {
  const { t } = useTranslation();
  const inHand = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.inHand,
  );
  return inHand.toReversed().map(({ barcode, title }) => (
    <li key={barcode} className={styles.row} data-tone="warn" data-state="waiting">
      <span className={styles.time} />
      <span className={styles.sign}>
        <Icon name="wait" />
      </span>
      <span className={styles.title}>{title ?? barcode}</span>
      <span className={styles.code}>{lastFour(barcode)}</span>
      <span className={styles.figure}>{t('answer.waiting')}</span>
    </li>
  ));
}
