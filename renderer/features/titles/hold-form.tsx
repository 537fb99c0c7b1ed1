// Placing a hold, under the title that it is for: patron, pickup branch, any copy or one. Reasons against it are shown with the possible actions.

import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TitleView } from '../../../shared/views/title.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { HoldForm as Form, TitlesState } from '../../stores/titles-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { focusOnMount } from '../../ui/field.tsx';
import { HoldInTheWay } from '../../ui/hold-in-the-way.tsx';
import { HoldChoices } from '../../ui/hold-choices.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import styles from './title-record.module.css';

export function HoldForm({ title, form }: { readonly title: TitleView; readonly form: Form }) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  const copies = useDeskStore(
    (desk) => desk.titles.store,
    (state) => state.lists['title-items']?.rows ?? [],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void titles.placeHold();
  };
  return (
    <form className={styles.form} aria-label={t('hold.place')} onSubmit={submit}>
      <PatronField
        label={t('hold.card')}
        card={form.card}
        onChange={(card) => titles.changeHold({ card })}
        ref={focusOnMount}
        name="hold-card"
      />
      <HoldChoices title={title} copies={copies} choice={form} onChange={titles.changeHold} />
      <div className={styles.actions}>
        <DeskButton look="main" isSubmit>
          {t('hold.place')}
        </DeskButton>
        <DeskButton look="quiet" onPress={titles.cancelHold}>
          {t('common.cancel')}
        </DeskButton>
      </div>
    </form>
  );
}

/** The result: the place in the queue, or the reasons against it. */
export function Placed({ placed }: { readonly placed: NonNullable<TitlesState['placed']> }) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  const position = useDeskStore(
    (desk) => desk.titles.store,
    ({ lists }) => lists['title-holds']?.rows.find(({ key }) => key === placed.holdId)?.texts[0] ?? '',
  );
  const isOffline = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.online === false,
  );
  if (placed.decision === 'done') {
    return (
      <output className={styles.done}>
        <Icon name="done" />
        {[
          placed.patron === undefined ? t('hold.placed') : t('hold.placedFor', { name: placed.patron.name }),
          ...(position === '' ? [] : [t('hold.placedAt', { position })]),
          ...(isOffline ? [t('hold.provisional')] : []),
        ].join(' · ')}
      </output>
    );
  }
  return <HoldInTheWay placed={placed} onOverride={(given) => void titles.placeHold(given)} />;
}
