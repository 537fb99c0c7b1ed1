// Scanners that are no keyboards: which are paired with this window, and one more.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import styles from './scanners-row.module.css';

export function ScannersRow() {
  const { t } = useTranslation();
  const { scanners } = useDesk();
  const { open, can, isBusy, paired } = useDeskStore(
    (desk) => desk.scanners.store,
    (state) => state,
  );
  if (!can.hid && !can.serial) return <span>{t('scanners.none')}</span>;
  return (
    <div className={styles.scanners}>
      {open.length > 0 && (
        <ul>
          {open.map(({ kind, name }, at) => (
            // Two of one make have one name.
            <li key={`${kind} ${at}`}>{name === '' ? t('scanners.serial') : name}</li>
          ))}
        </ul>
      )}
      <div className={styles.acts}>
        {can.hid && (
          <DeskButton isDisabled={isBusy} onPress={() => void scanners.pair('hid')}>
            {t('scanners.pairHid')}
          </DeskButton>
        )}
        {can.serial && (
          <DeskButton isDisabled={isBusy} onPress={() => void scanners.pair('serial')}>
            {t('scanners.pairSerial')}
          </DeskButton>
        )}
        {open.length > 0 && (
          <DeskButton look="quiet" onPress={() => void scanners.forget()}>
            {t('scanners.forget')}
          </DeskButton>
        )}
      </div>
      {paired !== null && <output>{t(paired === 'yes' ? 'scanners.paired' : 'scanners.notPaired')}</output>}
    </div>
  );
}
