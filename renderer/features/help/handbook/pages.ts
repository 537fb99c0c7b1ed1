// The texts of the handbook, as they lie in docs/handbook. They come with the page, so that they are there without a line.

import type { Language } from '../../../../shared/core/language.ts';
import enIt from '../../../../docs/handbook/en/it.md?raw';
import enStaff from '../../../../docs/handbook/en/staff.md?raw';
import enStudents from '../../../../docs/handbook/en/students.md?raw';
import enSupervisors from '../../../../docs/handbook/en/supervisors.md?raw';
import esIt from '../../../../docs/handbook/es/it.md?raw';
import esStaff from '../../../../docs/handbook/es/staff.md?raw';
import esStudents from '../../../../docs/handbook/es/students.md?raw';
import esSupervisors from '../../../../docs/handbook/es/supervisors.md?raw';
import type { PageId } from './read-page.ts';

export const PAGES: Readonly<Record<Language, Readonly<Record<PageId, string>>>> = {
  en: { students: enStudents, staff: enStaff, supervisors: enSupervisors, it: enIt },
  es: { students: esStudents, staff: esStaff, supervisors: esSupervisors, it: esIt },
};
