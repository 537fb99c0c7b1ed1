// Titles: hits during typing, one row a title, and beside them the record of the one that is open. Arrow keys choose,
// Enter opens.

import { useTranslation } from 'react-i18next';
import type { CourseSummary } from '../../../shared/views/course.ts';
import type { EquipmentKindView } from '../../../shared/views/equipment.ts';
import type { TitleSummary } from '../../../shared/views/title.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { openEquipment } from '../../desk/open-equipment.ts';
import { NoticeBanner } from '../../ui/answer/notice-banner.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { Teach } from '../../ui/teach.tsx';
import { unitsIn } from '../../text/units-in.ts';
import { CourseForm } from './course-form.tsx';
import { CourseRecord } from './course-record.tsx';
import { TitleRecord } from './title-record.tsx';
import styles from './titles-screen.module.css';

export function TitlesScreen() {
  const { t } = useTranslation();
  const { text, answeredText, found, courses, kinds, selected, open } = useDeskStore(
    (desk) => desk.titles.store,
    (state) => state,
  );
  const isAsked = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.notices.titles.kind !== 'ready',
  );
  const { open: course, form } = useDeskStore(
    ({ courses: store }) => store.store,
    (state) => state,
  );
  const isNew = form?.kind === 'course' && form.courseId === null;
  const isOpen = open !== null || course !== null || isNew;
  const isEmpty = text.trim() === '' && courses.length === 0 && !isOpen;
  return (
    <>
      {isAsked && <NoticeBanner screen="titles" ready={null} />}
      {isEmpty ? (
        <Teach steps={[t('titles.teachText'), t('titles.teachOpen'), t('titles.teachScan')]} />
      ) : (
        <div className={styles.place} data-open={isOpen}>
          <ScrollPlace label={t('titles.hits')} className={styles.hits}>
            <p className="unseen" aria-live="polite">
              {t('find.results', { count: found.length + courses.length + kinds.length })}
            </p>
            {kinds.map((kind, row) => (
              <KindHit key={kind.id} kind={kind} isSelected={row === selected} />
            ))}
            {courses.map((one, row) => (
              <CourseHit
                key={one.courseId}
                course={one}
                isSelected={row + kinds.length === selected}
                isOpen={course?.courseId === one.courseId}
              />
            ))}
            {found.map((title, row) => (
              <Hit
                key={title.titleId}
                title={title}
                isSelected={row + kinds.length + courses.length === selected}
                isOpen={open?.titleId === title.titleId}
              />
            ))}
            {found.length + courses.length + kinds.length === 0 && text === answeredText && text !== '' && (
              <p className={styles.none}>{t('titles.nothing', { text })}</p>
            )}
          </ScrollPlace>
          {isNew && form !== null ? (
            <section className={styles.newCourse}>
              <CourseForm form={form} />
            </section>
          ) : (
            <>
              {open !== null && <TitleRecord title={open} />}
              {course !== null && <CourseRecord key={course.courseId} course={course} />}
            </>
          )}
        </div>
      )}
    </>
  );
}

/** A kind of equipment, which opens its day on Work. */
function KindHit({ kind, isSelected }: { readonly kind: EquipmentKindView; readonly isSelected: boolean }) {
  const { t } = useTranslation();
  const desk = useDesk();
  return (
    <button
      type="button"
      className={styles.hit}
      data-selected={isSelected}
      onClick={() => openEquipment(desk, kind.id)}
    >
      <span className={styles.hitCourse}>
        <Icon name="booking" size={16} />
        {kind.name}
      </span>
      <span className={styles.hitSub}>{kind.terms}</span>
      <span className={styles.hitSub}>
        {t('equipment.title')}
        <span className={styles.hitState} data-tone={kind.free > 0 ? 'good' : 'calm'}>
          {unitsIn(t, kind)}
        </span>
      </span>
    </button>
  );
}

type CourseHitProps = { readonly course: CourseSummary; readonly isSelected: boolean; readonly isOpen: boolean };

function CourseHit({ course, isSelected, isOpen }: CourseHitProps) {
  const { t } = useTranslation();
  const { courses } = useDesk();
  return (
    <button
      type="button"
      className={styles.hit}
      data-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => void courses.open(course.courseId)}
    >
      <span className={styles.hitCourse}>
        <Icon name="reserve" size={16} />
        {[course.numbers[0], course.section, course.name].filter(Boolean).join(' ')}
      </span>
      <span className={styles.hitSub}>{[course.instructors[0], course.term].filter(Boolean).join(' · ')}</span>
      <span className={styles.hitSub}>
        {t('course.hit', { count: course.readings })}
        <span className={styles.hitState} data-tone={course.available > 0 ? 'good' : 'calm'}>
          {course.isOver ? t('course.over') : t('course.in', { count: course.available })}
        </span>
      </span>
    </button>
  );
}

type HitProps = { readonly title: TitleSummary; readonly isSelected: boolean; readonly isOpen: boolean };

function Hit({ title, isSelected, isOpen }: HitProps) {
  const { t } = useTranslation();
  const { titles } = useDesk();
  return (
    <button
      type="button"
      className={styles.hit}
      data-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => void titles.open(title.titleId)}
    >
      <span className={styles.hitTitle}>{title.title}</span>
      <span className={styles.hitSub}>{[title.author, title.published].filter(Boolean).join(' · ')}</span>
      <span className={styles.hitSub}>
        {title.callNumber ?? ''}
        <span className={styles.hitState} data-tone={title.available > 0 ? 'good' : 'calm'}>
          {t('titles.available', { available: title.available, count: title.copies })}
          {title.holds > 0 && ` · ${t('titles.waiting', { count: title.holds })}`}
        </span>
      </span>
    </button>
  );
}
