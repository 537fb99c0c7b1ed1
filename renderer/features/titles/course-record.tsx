// The record of a course: its data and end, possible actions, and its readings with every copy as it is now.

import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseView } from '../../../shared/views/course.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { CourseTab } from '../../stores/courses-store.ts';
import { mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { CourseForm } from './course-form.tsx';
import styles from './title-record.module.css';

const TABS: readonly CourseTab[] = ['course-readings', 'course-copies', 'course-history'];

/** More rows than stand on a screen. */
const DRAWN_FIRST = 20;

export function CourseRecord({ course }: { readonly course: CourseView }) {
  const { t } = useTranslation();
  const { courses, items } = useDesk();
  const { tab, lists, focus, form, placed, isTurnedAway, error } = useDeskStore(
    (desk) => desk.courses.store,
    (state) => state,
  );
  // The part on the screen is drawn first, the rest of a long list right after it.
  const whole = lists[tab];
  const list = useDeferredValue(
    whole,
    whole === undefined ? undefined : { ...whole, rows: whole.rows.slice(0, DRAWN_FIRST) },
  );
  const hasPatron = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron !== null,
  );
  const name = useDeskStore(
    (desk) => desk.station.store,
    ({ desk }) => desk?.reservesName ?? null,
  );
  const [number = '', ...others] = course.numbers;
  return (
    <section className={styles.record} data-record aria-label={t('course.record')} data-testid="course-record">
      <header className={styles.head}>
        <h2 className={styles.title}>{[number, course.section, course.name].filter(Boolean).join(' ')}</h2>
        <p className={styles.sub}>
          {[
            name,
            course.instructors.join(' · '),
            course.college,
            others.length === 0 ? null : t('course.also', { numbers: others.join(', ') }),
            t('course.until', { term: course.term, day: course.toText }),
            course.isOver ? t('course.over') : null,
          ]
            .filter((fact) => fact !== null && fact !== '')
            .join(' · ')}
        </p>
        {course.note !== null && <p className={styles.sub}>{course.note}</p>}
        <CourseActs course={course} />
      </header>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {form !== null && <CourseForm key={form.kind} form={form} />}
      {placed !== null && (
        <output className={styles.done}>
          <Icon name={placed.out?.isRecalled === false ? 'note' : 'done'} />
          {t('course.placed', { title: placed.title })}
          {placed.out !== null &&
            ` ${t(placed.out.isRecalled ? 'course.recalled' : 'course.outUntil', { day: placed.out.until })}`}
        </output>
      )}
      {isTurnedAway && (
        <output className={styles.away}>
          <Icon name="no" />
          {t('course.turnedAway')}
        </output>
      )}
      <RecordTabs
        label={course.name}
        tabs={TABS.map((id) => ({
          id,
          name: t(`course.tab.${id}`),
          ...(id === 'course-history' ? {} : { count: id === 'course-copies' ? course.copies : course.readings }),
        }))}
        open={tab}
        // Of readings it counts the readings, not their copies.
        lists={
          list?.list !== tab ? {} : { [tab]: tab === 'course-readings' ? { ...list, count: course.readings } : list }
        }
        countsGroups={tab === 'course-copies'}
        onTab={courses.setTab}
        focus={focus}
        onFocus={courses.focusRow}
        onMove={courses.move}
        opensAs={(row) => (hasPatron && tab === 'course-readings' && row.state === 'reserve' ? t('course.lend') : null)}
        onOpen={(row) => {
          if (courses.lend(row)) return;
          if (row.opens?.record === 'item') void items.open(row.opens.barcode);
        }}
        onAct={(row, act, answer) => void courses.act(row, act, answer)}
      />
    </section>
  );
}

function CourseActs({ course }: { readonly course: CourseView }) {
  const { t } = useTranslation();
  const { courses } = useDesk();
  const mayEdit = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'course.edit'),
  );
  return (
    <div className={styles.actions}>
      {mayEdit && (
        <>
          <DeskButton look="main" onPress={() => void courses.ask('copy')}>
            {t('course.addCopy')}
          </DeskButton>
          <DeskButton look="quiet" onPress={() => void courses.ask('reading')}>
            {t('course.addReading')}
          </DeskButton>
          <DeskButton look="quiet" onPress={() => void courses.ask('course')}>
            {t('course.edit')}
          </DeskButton>
          {course.isOver ? (
            <DeskButton look="quiet" onPress={() => void courses.useNow()}>
              {t('course.useNow')}
            </DeskButton>
          ) : (
            <DeskButton look="quiet" onPress={() => void courses.end()}>
              {t('course.end')}
            </DeskButton>
          )}
        </>
      )}
      <DeskButton look="quiet" onPress={() => void courses.saveList()}>
        {t('course.saveList')}
      </DeskButton>
      <DeskButton look="quiet" onPress={courses.close}>
        {t('common.close')}
      </DeskButton>
    </div>
  );
}
