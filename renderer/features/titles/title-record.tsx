// The record of a title: its data, possible actions, and its tabs, which are lists.

import { useTranslation } from 'react-i18next';
import type { TitleView } from '../../../shared/views/title.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import type { TitleTab } from '../../stores/titles-store.ts';
import { mayDo } from '../../stores/station.ts';
import { HoldForm, Placed } from './hold-form.tsx';
import { TitleForm, TitleSaved } from './title-form.tsx';
import styles from './title-record.module.css';

const TABS: readonly TitleTab[] = ['title-items', 'title-holds', 'title-courses'];

export function TitleRecord({ title }: { readonly title: TitleView }) {
  const { t } = useTranslation();
  const { courses, items, titles, work } = useDesk();
  const { tab, lists, focus, form, placed, edit, saved, error } = useDeskStore(
    (desk) => desk.titles.store,
    (state) => state,
  );
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'title.edit'),
  );
  const isbn = title.isbns[0];
  return (
    <section className={styles.record} data-record aria-label={t('titles.record')} data-testid="title-record">
      <header className={styles.head}>
        <h2 className={styles.title}>{title.title}</h2>
        <p className={styles.sub}>
          {[title.author, title.published, title.callNumber, isbn === undefined ? null : `ISBN ${isbn}`]
            .filter((fact) => fact !== null && fact !== '')
            .join(' · ')}
        </p>
        <div className={styles.actions}>
          <DeskButton look="main" onPress={() => titles.askHold()}>
            {t('hold.place')}
          </DeskButton>
          {mayEdit && edit === null && (
            <DeskButton look="quiet" onPress={titles.beginEdit}>
              {t('titleEdit.open')}
            </DeskButton>
          )}
          <DeskButton look="quiet" onPress={titles.close}>
            {t('common.close')}
          </DeskButton>
        </div>
      </header>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {edit !== null && <TitleForm key={edit.titleId} form={edit} />}
      {saved !== null && <TitleSaved saved={saved} />}
      {form !== null && <HoldForm title={title} form={form} />}
      {placed !== null && <Placed placed={placed} />}
      <RecordTabs
        label={title.title}
        tabs={TABS.map((id) => ({ id, name: lists[id]?.heading ?? '' }))}
        open={tab}
        lists={lists}
        onTab={titles.setTab}
        focus={focus}
        onFocus={titles.focusRow}
        onMove={titles.move}
        onOpen={({ opens }) => {
          if (opens?.record === 'patron') {
            void work.goTo('checkout');
            void work.openPatron(opens.card);
          }
          if (opens?.record === 'item') void items.open(opens.barcode);
          if (opens?.record === 'course') void courses.open(opens.courseId);
        }}
        onAct={(row, act, answer) => void titles.act(row, act, answer)}
      />
    </section>
  );
}
