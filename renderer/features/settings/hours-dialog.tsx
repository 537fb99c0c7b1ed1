// Hours, closings and rules over the screen.

import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { HoursSection } from './hours-section.tsx';

export function HoursDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('hours.title')} size={960}>
      <HoursSection />
    </Dialog>
  );
}
