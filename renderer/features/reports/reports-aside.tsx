// The choice of a report: its kind, scope, days and readers; then to the screen, or as a file.

import { NativeSelect, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../shared/bridge/contract.ts';
import { ReportFormatSchema } from '../../../shared/views/report.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { PERIODS, periodOf } from '../../text/report-days.ts';
import { dayTermsIn } from '../../stores/reports-store.ts';
import { hasRight } from '../../stores/station.ts';
import { sentence } from '../../text/sentence.ts';
import type { Translate } from '../../text/speak.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { DayField } from '../../ui/labeled.tsx';
import { Panel } from '../../ui/panel.tsx';
import { scrollIntoSight } from '../../ui/scroll-into-sight.ts';
import { ShiftReport } from './shift-report.tsx';
import styles from './reports-aside.module.css';

/** Column beside Shift & reports: the form of a report, or today's report of the shift; null = none. */
export function useReportsAside(): ReactNode | null {
  const isReports = useDeskStore(
    (desk) => desk.view,
    (state) => state.part === 'reports',
  );
  const hasChoices = useDeskStore(
    (desk) => desk.reports.store,
    ({ choices }) => choices !== null && choices.length > 0,
  );
  const mayRead = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'read-reports'),
  );
  if (!mayRead || !hasChoices) return null;
  return isReports ? <ReportsAside /> : <ShiftReport />;
}

function ReportsAside() {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('reports.ask')}>
        <Question />
      </Panel>
      <Panel title={t('reports.export')}>
        <Files />
      </Panel>
    </>
  );
}

function Question() {
  const { t } = useTranslation();
  const { reports, view } = useDesk();
  const state = useDeskStore(
    (desk) => desk.reports.store,
    (all) => all,
  );
  const { choices, kind, of, period, days, isExternal, busy, error } = state;
  const chosen = choices?.find((one) => one.kind === kind);
  const areDays = useAreDays();
  // On a narrow page the form lies over the report.
  const show = async (): Promise<void> => {
    await reports.run();
    if (reports.store.getState().error === null) view.setState({ isRecordShown: false });
  };
  const pick = (value: string) => PERIODS.find((one) => one === value) ?? 'other';
  return (
    <form
      className={styles.form}
      data-typing="passing"
      onSubmit={(event) => {
        event.preventDefault();
        void show();
      }}
    >
      <p className={styles.about}>{chosen?.about}</p>
      <NativeSelect
        label={t('reports.of')}
        value={of}
        onChange={({ currentTarget }) => reports.setOf(currentTarget.value === 'library' ? 'library' : 'desk')}
        data={(chosen?.of ?? []).map((value) => ({
          value,
          label: t(value === 'desk' ? 'reports.ofDesk' : 'reports.ofLibrary'),
        }))}
      />
      <NativeSelect
        label={t('reports.period')}
        value={period}
        onChange={({ currentTarget }) => reports.setPeriod(pick(currentTarget.value))}
        data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      <div className={styles.days}>
        <DayField label={t('reports.first')} value={days.first} onChange={(day) => reports.setDay('first', day)} />
        <DayField label={t('reports.last')} value={days.last} onChange={(day) => reports.setDay('last', day)} />
      </div>
      <Switch
        label={t('reports.external')}
        checked={isExternal}
        onChange={({ currentTarget }) => reports.setExternal(currentTarget.checked)}
      />
      <FormFoot
        wrong={error === null ? (areDays ? '' : t('reports.wrongDays')) : wrongWords(t, error)}
        send={busy === 'report' ? t('reports.busy') : t('reports.run')}
        isBusy={busy !== null || !areDays}
      />
    </form>
  );
}

/** The server did not answer. The page shows the steps for staff, not those for the administrator. */
const LINE_DOWN = 'HF-SYNC-003';

function wrongWords(t: Translate, { code, message }: BridgeError): string {
  return code === LINE_DOWN ? t('reports.lineDown') : sentence(message);
}

function Files() {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const { busy, saved } = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state,
  );
  const areDays = useAreDays();
  return (
    <>
      <div className={styles.files}>
        {ReportFormatSchema.options.map((format) => (
          <DeskButton key={format} isDisabled={busy !== null || !areDays} onPress={() => void reports.save(format)}>
            {format.toUpperCase()}
          </DeskButton>
        ))}
      </div>
      <output className={styles.saved} data-testid="report-saved">
        {busy !== null && busy !== 'report' && t('reports.busy')}
        {saved !== null && (
          <span key={saved} ref={scrollIntoSight}>
            {t('reports.saved', { name: saved })}
          </span>
        )}
      </output>
    </>
  );
}

function useAreDays(): boolean {
  const days = useDeskStore(
    (desk) => desk.reports.store,
    (state) => state.days,
  );
  const dayBeginsAt = useDeskStore(
    (desk) => desk.reports.store,
    (state) => dayTermsIn(state).dayBeginsAt,
  );
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  return periodOf(days, { zone, dayBeginsAt }) !== null;
}
