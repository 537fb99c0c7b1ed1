// While the desk core is gone: that it is, that nothing is recorded meanwhile, and that what is scanned waits and is not lost.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { Banner } from './banner.tsx';

export function CoreGoneBanner() {
  const { t } = useTranslation();
  const count = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.queued.length,
  );
  return (
    <Banner
      tone="warn"
      icon="wait"
      verb={t('coreGone.title')}
      headline={count === 0 ? t('coreGone.nothing') : t('coreGone.waiting', { count })}
      notes={t('coreGone.text')}
      state="core-gone"
    />
  );
}
