// Forms of a course, directly under its head: the course, a reading, a copy for its reserve shelf.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { COPY_FIELD, isComplete, type CourseField, type CourseForm as Form } from '../../stores/course-form.ts';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice, DayField } from '../../ui/labeled.tsx';
import styles from './title-record.module.css';

export function CourseForm({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { courses } = useDesk();
  const { kind, courseId } = form;
  const name = kind === 'course' ? (courseId === null ? 'add' : 'edit') : kind === 'reading' ? 'addReading' : 'addCopy';
  return (
    <InlineForm
      className={styles.edit}
      name={t(`course.${name}`)}
      send={t(kind === 'course' ? 'account.save' : `course.${name}`)}
      wrong={form.error?.message ?? null}
      isReady={!form.isBusy && isComplete(form)}
      onSend={() => void courses.send()}
      onCancel={courses.cancel}
    >
      <div className={styles.fields}>
        {kind === 'course' && <CourseFields form={form} />}
        {kind === 'reading' && <ReadingFields form={form} />}
        {kind === 'copy' && <CopyFields form={form} />}
      </div>
    </InlineForm>
  );
}

function useField({ texts }: Form) {
  const { t } = useTranslation();
  const { courses } = useDesk();
  return (field: CourseField) => ({
    label: t(`course.field.${field}`),
    name: field === 'copy' ? COPY_FIELD : `course-${field}`,
    value: texts[field],
    onChange: (value: string) => courses.change(field, value),
  });
}

function CourseFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const of = useField(form);
  const { terms } = form.choices;
  return (
    <>
      <Field {...of('name')} ref={form.courseId === null ? null : focusOnMount} />
      <Field {...of('numbers')} hint={t('course.numbersHint')} ref={form.courseId === null ? focusOnMount : null} />
      <Field {...of('section')} />
      <Field {...of('instructors')} hint={t('course.instructorsHint')} />
      <Field {...of('college')} />
      <Choice {...of('term')} options={terms.map(({ name }) => ({ value: name, name }))} none={t('course.newTerm')} />
      {form.texts.term === '' && (
        <>
          <Field {...of('termName')} />
          <DayField {...of('from')} />
          <DayField {...of('to')} />
        </>
      )}
      <Field {...of('note')} />
    </>
  );
}

function ReadingFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const of = useField(form);
  return (
    <>
      <Field {...of('copy')} hint={t('course.copyHint')} ref={focusOnMount} />
      {form.texts.copy.trim() === '' && (
        <>
          <Field {...of('title')} hint={t('course.titleHint')} />
          <Field {...of('author')} />
        </>
      )}
      <Field {...of('week')} hint={t('course.weekHint')} />
      <Field {...of('note')} hint={t('course.noteHint')} />
    </>
  );
}

function CopyFields({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const of = useField(form);
  const { locations, kinds } = form.choices;
  return (
    <>
      <Field {...of('copy')} hint={t('course.scanCopy')} ref={focusOnMount} />
      <Choice
        {...of('location')}
        options={locations.map(({ id, name }) => ({ value: id, name }))}
        none={t('course.ownShelf')}
      />
      <Choice {...of('kind')} options={kinds.map((one) => ({ value: one, name: one }))} none={t('course.ownType')} />
      <Field {...of('owner')} hint={t('course.ownerHint')} />
      <Choice
        {...of('inLibrary')}
        options={[{ value: 'yes', name: t('course.onlyHere') }]}
        none={t('course.mayLeave')}
      />
      <Choice {...of('ready')} options={[{ value: 'yes', name: t('course.isThere') }]} none={t('course.toFetch')} />
    </>
  );
}
