// A due date that is set before items go out: its form, and above the answer as long as it holds for this patron.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_MS, formatInstant } from '../../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../../shared/core/local-moment.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { useEsc } from '../../ui/use-esc.ts';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './due-set.module.css';

const TICK_MS = 60_000;

export function DueSet() {
  const due = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.due,
  );
  if (due.isAsked) return <DueSetForm at={due.at} />;
  return due.at === null ? null : <DueIsSet at={due.at} />;
}

function DueIsSet({ at }: { readonly at: string }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const moments = useMoments();
  const now = useNow(TICK_MS);
  return (
    <section className={styles.banner} aria-label={t('dueSet.title')} data-testid="due-set">
      <Icon name="time" size={20} />
      <p className={styles.words}>{t('dueSet.is', { due: moments.when(Date.parse(at), now) })}</p>
      <DeskButton onPress={() => work.setDue(null)}>{t('dueSet.end')}</DeskButton>
    </section>
  );
}

/** A day, and a time for loans by the hour: a loan in days is due at the end of the day. */
function DueSetForm({ at }: { readonly at: string | null }) {
  const { t } = useTranslation();
  const { clock, work } = useDesk();
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  const [moment, setMoment] = useState(() =>
    formatLocalMoment(at === null ? clock.now() + 7 * DAY_MS : Date.parse(at), zone),
  );
  const esc = useEsc(() => work.askDue(false));
  const submit = (event: Pick<FormEvent, 'preventDefault'>): void => {
    event.preventDefault();
    const chosen = parseLocalMoment(moment, zone);
    if (chosen !== null) work.setDue(formatInstant(chosen));
  };
  return (
    <form className={styles.form} data-esc="own" ref={esc} aria-label={t('dueSet.title')} onSubmit={submit}>
      <MomentChoice
        legend={t('dueSet.title')}
        moment={moment}
        zone={zone}
        hasTime
        onChange={setMoment}
        onEnter={submit}
      />
      <DeskButton onPress={() => work.askDue(false)}>{t('common.cancel')}</DeskButton>
      <DeskButton look="main" isSubmit after={<EnterKey />}>
        {t('dueSet.do')}
      </DeskButton>
    </form>
  );
}
