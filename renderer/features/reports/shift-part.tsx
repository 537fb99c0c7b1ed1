// The shift and its cash drawer: opened, viewed, its starting cash corrected, handed over, counted, closed. Scans while money is being counted wait
// until the person who counts decides.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import { lastFour } from '../../text/moments.ts';
import { whoHas } from '../../ui/answer/reason-lines.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { WaitingScan } from '../../ui/waiting-scan.tsx';
import { OpenForm } from '../../ui/shift/open-form.tsx';
import { CompareForm } from './compare-form.tsx';
import { CorrectForm } from './correct-form.tsx';
import { CountForm } from './count-form.tsx';
import { Ended } from './ended.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { Overview } from './overview.tsx';
import { Today } from './today.tsx';
import styles from './shift-part.module.css';

export function ShiftPart() {
  const { t } = useTranslation();
  const isOpen = useDeskStore(
    (desk) => desk.shift.store,
    ({ shift, ended }) => shift !== null || ended !== null,
  );
  return (
    <ScrollPlace label={t('shift.title')} className={styles.part}>
      <section aria-label={t('shift.title')} data-testid="shift-part">
        <h2 className={styles.title}>{t(isOpen ? 'shift.title' : 'shift.openTitle')}</h2>
        <Waiting />
        <div className={styles.panel}>
          <Step />
        </div>
        <Today />
        <WhoReads />
      </section>
    </ScrollPlace>
  );
}

/** The figures of today by themselves. */
export function TodayPart() {
  const { t } = useTranslation();
  return (
    <ScrollPlace label={t('today.title')} className={styles.part}>
      <Today />
    </ScrollPlace>
  );
}

function Step() {
  const { shift, step, ended } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  if (ended !== null) return <Ended shift={ended} />;
  if (shift === null) return <OpenForm />;
  if (step === 'overview') return <Overview shift={shift} />;
  if (step === 'correct') return <CorrectForm />;
  if (step === 'hand-over') return <HandOverForm shift={shift} />;
  return step === 'count' ? (
    <CountForm shift={shift} />
  ) : (
    <CompareForm shift={shift} isUncounted={step === 'uncounted'} />
  );
}

/** Something was scanned in the middle of a count. */
function Waiting() {
  const { t } = useTranslation();
  const { shift } = useDesk();
  const code = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state.waiting,
  );
  if (code === null) return null;
  const question = t('shift.scanWaits', { code: lastFour(code) });
  const forget = shift.forgetScan;
  return <WaitingScan code={code} question={question} stay={t('shift.dropScan')} onTake={forget} onStay={forget} />;
}

/** Why no report is listed here: names the roles that may make them. */
function WhoReads() {
  const { t } = useTranslation();
  const mayRead = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'read-reports'),
  );
  if (mayRead) return null;
  return (
    <p className={styles.reads} data-testid="reports-closed">
      {t('reports.needsRight', { who: whoHas(t, 'read-reports') })}
    </p>
  );
}
