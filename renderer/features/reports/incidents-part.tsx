// Incidents: all staff may note them; reading and closing take a right.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { whoHas } from '../../ui/answer/reason-lines.tsx';
import { DeskButton } from '../../ui/desk-button.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { LogField, LogForm, LogMoment, LogSection, momentTyped, useTyped, useZone, WhoWhen } from './log-form.tsx';
import styles from './log-part.module.css';

export function IncidentsPart() {
  const { t } = useTranslation();
  const incidents = useDeskStore(
    (desk) => desk.log.store,
    (state) => state.view?.incidents ?? null,
  );
  return (
    <LogSection title={t('log.incidents')} about={t('log.incidentsAbout')}>
      <NoteForm />
      {incidents === null ? (
        <p className={styles.note}>{t('log.mayRead', { who: whoHas(t, 'read-incidents') })}</p>
      ) : (
        <ul className={styles.rows}>
          {incidents.map((one) => (
            <Incident key={one.id} incident={one} />
          ))}
        </ul>
      )}
    </LogSection>
  );
}

function NoteForm() {
  const { t } = useTranslation();
  const { log } = useDesk();
  const zone = useZone();
  const [text, place, told, patron, at] = [
    useTyped('incident.text').trim(),
    useTyped('incident.place'),
    useTyped('incident.told'),
    useTyped('incident.patron').trim(),
    useTyped('incident.at'),
  ];
  const [isNoted, setNoted] = useState(false);
  const send = async (): Promise<void> => {
    if (text === '') return;
    const what = {
      text,
      place,
      toldTo: told,
      patron: patron === '' ? null : patron,
      happenedAt: momentTyped(at, zone),
    };
    setNoted(await log.send('incident', 'incident.note', what));
  };
  return (
    <LogForm
      form="incident"
      name={t('log.noteIncident')}
      send={t('log.noteIncident')}
      hasLines
      onSend={() => void send()}
    >
      <LogField field="incident.text" label={t('log.whatHappened')} isLong />
      <LogMoment field="incident.at" legend={t('log.when')} />
      <div className={styles.two}>
        <LogField field="incident.place" label={t('log.place')} />
        <LogField field="incident.told" label={t('log.toldTo')} />
      </div>
      <LogField field="incident.patron" label={t('log.patron')} hint={t('log.patronHint')} />
      {isNoted && text === '' && <output className={styles.done}>{t('log.incidentNoted')}</output>}
    </LogForm>
  );
}

function Incident({ incident }: { readonly incident: NonNullable<LogView['incidents']>[number] }) {
  const { t } = useTranslation();
  const { log, work } = useDesk();
  const moments = useMoments();
  const now = useNow(MINUTE_MS);
  const [isOpen, setOpen] = useState<'end' | 'correct' | null>(null);
  const correction = useTyped(`correct/${incident.id}.text`).trim();
  const note = useTyped(`end/${incident.id}.note`);
  const { id, text, happenedAt, place, told, patron, corrections, ended } = incident;
  const facts = [moments.when(Date.parse(happenedAt), now), place, told === '' ? '' : t('log.told', { who: told })];
  const end = async (): Promise<void> => {
    if (await log.send(`end/${id}`, 'incident.end', { incident: id, note })) setOpen(null);
  };
  const correct = async (): Promise<void> => {
    if (correction === '') return;
    if (await log.send(`correct/${id}`, 'incident.correct', { incident: id, text: correction })) setOpen(null);
  };
  const open = async (card: string): Promise<void> => {
    await work.goTo('patrons');
    await work.openPatron(card);
  };
  return (
    <li className={styles.entry} data-done={ended !== null}>
      <p className={styles.text}>{text}</p>
      <span>{facts.filter((fact) => fact !== '').join(' · ')}</span>
      <WhoWhen {...incident} />
      {corrections.map((one) => (
        <p key={`${one.at} ${one.text}`} className={styles.text}>
          {t('log.correctedBy')} {one.text} <WhoWhen {...one} />
        </p>
      ))}
      {ended !== null && (
        <span className={styles.who}>
          {t('log.ended')} <WhoWhen {...ended} /> {ended.note}
        </span>
      )}
      <span className={styles.actions}>
        {patron !== null && (
          <DeskButton look="quiet" onPress={() => void open(patron)}>
            {t('log.openPatron')}
          </DeskButton>
        )}
        {isOpen === null && (
          <DeskButton look="quiet" onPress={() => setOpen('correct')}>
            {t('log.correctIncident')}
          </DeskButton>
        )}
        {ended === null && isOpen === null && (
          <DeskButton look="quiet" onPress={() => setOpen('end')}>
            {t('log.endIncident')}
          </DeskButton>
        )}
      </span>
      {isOpen === 'correct' && (
        <InlineForm
          name={t('log.correctIncident')}
          send={t('log.correctIncident')}
          onSend={() => void correct()}
          onCancel={() => setOpen(null)}
          className={styles.ending}
        >
          <LogField field={`correct/${id}.text`} label={t('log.correction')} isFirst />
        </InlineForm>
      )}
      {isOpen === 'end' && (
        <InlineForm
          name={t('log.endIncident')}
          send={t('log.endIncident')}
          onSend={() => void end()}
          onCancel={() => setOpen(null)}
          className={styles.ending}
        >
          <LogField field={`end/${id}.note`} label={t('log.endNote')} isFirst />
        </InlineForm>
      )}
    </li>
  );
}
