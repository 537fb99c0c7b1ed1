// The moments of the desk's zone in the page's language.

import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/core/language.ts';
import { useDeskStore } from '../desk/desk-context.ts';
import { momentsOf, type Moments } from '../text/moments.ts';

/** The language that the page speaks now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'es' ? 'es' : 'en';
}

export function useMoments(): Moments {
  const language = useLanguage();
  const zone = useDeskStore(
    (desk) => desk.station.store,
    (state) => state.desk?.zone ?? 'UTC',
  );
  return momentsOf(language, zone);
}
