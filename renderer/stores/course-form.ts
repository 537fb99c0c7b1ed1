// The forms of a course: the course itself, a reading for its list, a copy that goes on reserve for it. Each is texts until it is sent.

import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import { locationId, type CourseId } from '../../shared/core/ids.ts';
import type { CourseChoices, CourseView } from '../../shared/views/course.ts';

/** The name of the field that takes a scan of a copy. */
export const COPY_FIELD = 'course-copy';

const EMPTY = {
  numbers: '',
  name: '',
  section: '',
  instructors: '',
  college: '',
  note: '',
  term: '',
  termName: '',
  from: '',
  to: '',
  copy: '',
  title: '',
  author: '',
  week: '',
  location: '',
  kind: '',
  owner: '',
  inLibrary: '',
  ready: '',
} as const;
export type CourseField = keyof typeof EMPTY;
export type CourseTexts = Readonly<Record<CourseField, string>>;

export type CourseForm = {
  readonly kind: 'course' | 'reading' | 'copy';
  /** Null: a new course. */
  readonly courseId: CourseId | null;
  readonly texts: CourseTexts;
  readonly choices: CourseChoices;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

/** A form as it opens. `open`: the course that it is about. */
export function openedForm(kind: CourseForm['kind'], choices: CourseChoices, open: CourseView | null): CourseForm {
  const known = open === null || kind !== 'course' ? null : open;
  const [first] = choices.terms;
  const texts: CourseTexts = {
    ...EMPTY,
    term: known?.term ?? first?.name ?? '',
    location: choices.locations[0]?.id ?? '',
    ...(known === null
      ? {}
      : {
          numbers: known.numbers.join(', '),
          name: known.name,
          section: known.section ?? '',
          instructors: known.instructors.join('; '),
          college: known.college ?? '',
          note: known.note ?? '',
        }),
  };
  return { kind, courseId: open?.courseId ?? null, texts, choices, isBusy: false, error: null };
}

/** Whether all required fields are filled. */
export function isComplete({ kind, texts }: CourseForm): boolean {
  const has = (...fields: readonly CourseField[]): boolean => fields.every((field) => texts[field].trim() !== '');
  if (kind === 'copy') return has('copy');
  if (kind === 'reading') return has('copy') || has('title');
  return has('numbers') && (has('term') || (has('termName', 'from', 'to') && texts.from <= texts.to));
}

/** A course as the form has it. */
export function courseSaid({ texts, choices }: CourseForm): MethodInput<'course.add'> {
  const known = choices.terms.find(({ name }) => name === texts.term);
  const { from, to } = texts;
  return {
    term: known ?? { name: texts.termName.trim(), from, to },
    numbers: listed(texts.numbers, ','),
    name: texts.name.trim(),
    section: texts.section.trim(),
    instructors: listed(texts.instructors, ';'),
    college: texts.college.trim(),
    note: texts.note.trim(),
  };
}

export function readingSaid(courseId: CourseId, { texts }: CourseForm): MethodInput<'course.addReading'> {
  const words = { courseId, section: texts.week.trim(), note: texts.note.trim() };
  if (texts.copy.trim() !== '') return { ...words, barcode: texts.copy.trim() };
  return { ...words, title: texts.title.trim(), author: texts.author.trim() };
}

export function copySaid(courseId: CourseId, { texts }: CourseForm): MethodInput<'reserve.place'> {
  return {
    courseId,
    barcode: texts.copy.trim(),
    location: texts.location === '' ? null : locationId(texts.location),
    kind: texts.kind === '' ? null : texts.kind,
    owner: texts.owner.trim(),
    inLibrary: texts.inLibrary !== '',
    ...(texts.ready === '' ? {} : { status: 'on-reserve' }),
  };
}

function listed(text: string, by: ',' | ';'): string[] {
  return text
    .split(by)
    .map((one) => one.trim())
    .filter(Boolean);
}
