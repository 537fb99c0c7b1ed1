// English or Spanish, for the whole desk, at once.

import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useLanguage } from './use-moments.ts';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const { station } = useDesk();
  const language = useLanguage();
  return (
    <SegmentedControl
      aria-label={t('settings.language')}
      size="xs"
      transitionDuration={0}
      value={language}
      onChange={(chosen) => void station.setLanguage(chosen === 'es' ? 'es' : 'en')}
      data={[
        { value: 'en', label: t('language.en') },
        { value: 'es', label: t('language.es') },
      ]}
    />
  );
}
