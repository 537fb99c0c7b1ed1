// The devices of a new desk: a scan that is seen and heard, a test page. Both may be left for later; the settings have them too.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { LearnScanner } from '../../ui/devices/learn-scanner.tsx';
import { PrinterForm } from '../../ui/devices/printer-form.tsx';
import styles from './first-run.module.css';

export function ScannerStep() {
  const { t } = useTranslation();
  const { setup, play } = useDesk();
  return (
    <div className={styles.stack}>
      <p className={styles.lead}>{t('setup.scannerText')}</p>
      <LearnScanner />
      <div className={styles.buttons}>
        <DeskButton look="main" onPress={() => setup.goTo('printer')}>
          {t('setup.goOn')}
        </DeskButton>
        <DeskButton onPress={() => play('done')}>{t('setup.hear')}</DeskButton>
      </div>
    </div>
  );
}

export function PrinterStep() {
  const { t } = useTranslation();
  const { setup } = useDesk();
  return (
    <div className={styles.stack}>
      <p className={styles.lead}>{t('setup.printerText')}</p>
      <PrinterForm />
      <div className={styles.buttons}>
        <DeskButton look="main" onPress={() => setup.goTo('off')}>
          {t('setup.finish')}
        </DeskButton>
      </div>
    </div>
  );
}
