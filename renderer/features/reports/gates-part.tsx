// Gate counts: the reading of each gate's counter; the difference to the reading before is the count.

import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { hasRight } from '../../stores/station.ts';
import type { GateFileTaken } from '../../stores/log-store.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Labeled } from '../../ui/labeled.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { NoList } from './checklist-part.tsx';
import { LogField, LogForm, LogMoment, LogSection, momentTyped, useTyped, useZone, WhoWhen } from './log-form.tsx';
import styles from './log-part.module.css';

type GateView = LogView['gates'][number];

export function GatesPart() {
  const { t } = useTranslation();
  const gates = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.gates,
  );
  const mayImport = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'edit-rules'),
  );
  return (
    <LogSection title={t('log.gates')} about={t('log.gatesAbout')}>
      {(gates ?? []).length === 0 && <NoList />}
      {(gates ?? []).map((gate) => (
        <Gate key={gate.gate} gate={gate} />
      ))}
      {mayImport && <CounterFile />}
    </LogSection>
  );
}

function Gate({ gate: { gate, last, today, readings } }: { readonly gate: GateView }) {
  const { t } = useTranslation();
  const { log } = useDesk();
  const moments = useMoments();
  const zone = useZone();
  const form = `gate/${gate}`;
  const typed = useTyped(`${form}.reading`).replaceAll(/[\s,.]/g, '');
  const at = useTyped(`${form}.at`);
  /** A reading that was entered wrong, by its moment: the same moment has one reading. */
  const wrong = useTyped(`${form}.wrong`);
  const [isReset, setReset] = useState(false);
  const [missing, setMissing] = useState('');
  const save = async (): Promise<void> => {
    const isNumber = /^\d{1,9}$/.test(typed);
    setMissing(isNumber ? '' : t('log.noReading'));
    if (!isNumber) return;
    const input = { gate, reading: Number(typed), isReset, readAt: wrong === '' ? momentTyped(at, zone) : wrong };
    if (await log.send(form, 'log.readGate', input)) setReset(false);
  };
  const correct = ({ at: when, reading, isReset: wasReset }: GateView['readings'][number]): void => {
    log.type(`${form}.reading`, String(reading ?? ''));
    log.type(`${form}.wrong`, when);
    setReset(wasReset);
  };
  return (
    <section aria-label={gate}>
      <h3 className={styles.heading}>
        {gate}
        <span className={styles.figure}>{t('log.cameToday', { number: moments.number(today) })}</span>
      </h3>
      <LogForm
        form={form}
        name={t('log.readGate', { gate })}
        send={t('log.saveReading')}
        missing={missing}
        onSend={() => void save()}
      >
        <LogField
          field={`${form}.reading`}
          label={t('log.reading')}
          {...(last === null ? {} : { hint: t('log.lastReading', { number: moments.number(last.reading) }) })}
        />
        {wrong === '' ? (
          <LogMoment field={`${form}.at`} legend={t('log.readAt')} />
        ) : (
          <p className={styles.correcting}>
            {t('log.correcting', { time: moments.time(Date.parse(wrong)) })}
            <DeskButton look="quiet" onPress={() => log.type(`${form}.wrong`, '')}>
              {t('common.cancel')}
            </DeskButton>
          </p>
        )}
        <Switch
          label={t('log.wasReset')}
          checked={isReset}
          onChange={(event) => setReset(event.currentTarget.checked)}
        />
      </LogForm>
      {readings.length > 0 && (
        <ul className={styles.rows}>
          {readings.map((one) => (
            <li key={one.at} className={styles.row}>
              {one.reading !== null && <span>{moments.number(one.reading)}</span>}
              <strong>{one.came === null ? t('log.firstReading') : `+${moments.number(one.came)}`}</strong>
              {one.isReset && <span>{t('log.reset')}</span>}
              <WhoWhen at={one.at} by={one.by} />
              {one.reading !== null && (
                <DeskButton look="quiet" onPress={() => correct(one)}>
                  {t('log.correct')}
                </DeskButton>
              )}
              {one.reading !== null && (
                <DeskButton
                  look="quiet"
                  label={t('log.takeBackOf', { time: moments.time(Date.parse(one.at)) })}
                  onPress={() => void log.send(form, 'log.takeBackReading', { gate, readAt: one.at })}
                >
                  {t('log.takeBack')}
                </DeskButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A file written by a counter: it is taken in at once, and may be taken in again. */
function CounterFile() {
  const { t } = useTranslation();
  const { log } = useDesk();
  const [taken, setTaken] = useState<GateFileTaken | null>(null);
  const fault = useDeskStore(
    (desk) => desk.log.store,
    (state) => (state.fault?.form === 'gate-file' ? state.fault.error.message : ''),
  );
  const take = async (file: File): Promise<void> => {
    setTaken(null);
    setTaken(await log.takeGateFile({ name: file.name, text: await file.text() }));
  };
  return (
    <section aria-label={t('log.counterFile')}>
      <h3 className={styles.heading}>{t('log.counterFile')}</h3>
      <p className={styles.note}>{t('log.counterFileAbout')}</p>
      <div className={styles.file}>
        <Labeled label={t('log.counterFile')}>
          <input
            type="file"
            name="gate-file"
            accept=".csv,.txt"
            onChange={({ currentTarget: { files } }) => {
              const [file] = files ?? [];
              if (file !== undefined) void take(file);
            }}
          />
        </Labeled>
      </div>
      {fault !== '' && (
        <p className={styles.file} role="alert">
          {sentence(fault)}
        </p>
      )}
      {taken !== null && (
        <output className={styles.done}>
          {t('log.counterTaken', { read: taken.read, written: taken.written, wrong: taken.wrong.length })}
        </output>
      )}
      {taken !== null && taken.wrong.length > 0 && (
        <ul className={styles.rows}>
          {taken.wrong.map(({ line, why }) => (
            <li key={line}>{t('log.counterWrong', { line, why })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
