// The devices of a new desk: a scan that is seen and heard, a test page. Both may be left for later; the settings have them too.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { LearnScanner } from '../../ui/devices/learn-scanner.tsx';
import { PrinterForm } from '../../ui/devices/printer-form.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './first-run.module.css';

export function ScannerStep() {
  const { t } = useTranslation();
  const { setup, play } = useDesk();
  const isLearning = useDeskStore(
    (desk) => desk.learner.store,
    ({ step }) => step === 'listening' || step === 'learned',
  );
  return (
    <div className={styles.stack} ref={keepEnterOfScan}>
      <p className={styles.lead}>{t('setup.scannerText')}</p>
      <LearnScanner />
      <div className={styles.buttons}>
        {/* It takes the focus again when learning, which has its own keys, is over. */}
        <DeskButton
          key={String(isLearning)}
          look="main"
          isFirst={!isLearning}
          onPress={() => setup.goTo('printer')}
          after={isLearning ? null : <EnterKey />}
        >
          {t('setup.goOn')}
        </DeskButton>
        <DeskButton onPress={() => play('done')}>{t('setup.hear')}</DeskButton>
      </div>
    </div>
  );
}

/** Longer than any scanner waits between a code and its Enter. */
const OF_A_SCAN_MS = 1_000;

/** A scanner too slow to be distinguished from a person must not go on by the Enter after its code: it is noticed here. */
function keepEnterOfScan(place: HTMLElement | null): (() => void) | undefined {
  let struckAtMs = -Infinity;
  const listener = (event: KeyboardEvent): void => {
    if (event.key.length === 1) struckAtMs = event.timeStamp;
    const isOfScan = event.key === 'Enter' && event.timeStamp - struckAtMs < OF_A_SCAN_MS;
    if (isOfScan && event.target instanceof HTMLButtonElement) event.preventDefault();
  };
  place?.addEventListener('keydown', listener);
  return () => place?.removeEventListener('keydown', listener);
}

export function PrinterStep() {
  const { t } = useTranslation();
  const { setup } = useDesk();
  return (
    <div className={styles.stack}>
      <p className={styles.lead}>{t('setup.printerText')}</p>
      <PrinterForm next={{ text: t('setup.finish'), go: () => setup.goTo('off') }} />
    </div>
  );
}
