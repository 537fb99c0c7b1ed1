// Shows an answer of the desk core in its own language throughout, also after the page changed its language: no row is half and half.

import { useMemo, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/core/language.ts';

export function InLanguage({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const isOther = i18n.language !== language;
  const other = useMemo(() => (isOther ? i18n.cloneInstance({ lng: language }) : i18n), [i18n, isOther, language]);
  return <I18nextProvider i18n={other}>{children}</I18nextProvider>;
}
