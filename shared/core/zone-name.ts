// The name of a zone for people. Its identifier is for programs.

import { LOCALES, type Language } from './language.ts';

/** Display name of a zone: "Pacific Time". */
export function zoneName(language: Language, zone: string): string {
  const parts = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
