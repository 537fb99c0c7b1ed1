// Today's report of the shift beside it: made when it is asked for, and by itself once a shift was closed, to be printed and signed.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import { Busy } from './report-part.tsx';
import { PrintSheet, ShiftSheet } from './shift-sheet.tsx';
import styles from './reports-aside.module.css';

/** File forms: to print and sign, or to calculate with. */
const FORMATS = ['pdf', 'xlsx'] as const;

export function ShiftReport() {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const { report, kind, busy, saved, error } = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state,
  );
  const hasEnded = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.ended !== null,
  );
  useEffect(() => {
    if (hasEnded) void reports.runOfShift();
  }, [hasEnded, reports]);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('shift.report')}</h2>
        {FORMATS.map((format) => (
          <DeskButton
            key={format}
            look="quiet"
            isDisabled={busy !== null}
            onPress={() => void reports.saveOfShift(format)}
          >
            {format.toUpperCase()}
          </DeskButton>
        ))}
        {report !== null && kind === 'shift' && <PrintSheet report={report} />}
        <DeskButton isDisabled={busy !== null} onPress={() => void reports.runOfShift()}>
          {busy === 'report' ? t('reports.busy') : t('reports.run')}
        </DeskButton>
      </header>
      <Busy />
      <output className={styles.told} data-testid="report-saved">
        {saved !== null && (
          <span key={saved} ref={scrollIntoSight}>
            {t('reports.saved', { name: saved })}
          </span>
        )}
      </output>
      {error !== null && (
        <p className={styles.told} role="alert">
          {sentence(error.message)}
        </p>
      )}
      {report !== null && kind === 'shift' ? (
        <ShiftSheet report={report} />
      ) : (
        <p className={styles.told}>{t('shift.reportText')}</p>
      )}
    </>
  );
}
