// The scanner of this desk, opened from its settings.

import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { LearnScanner } from '../../ui/devices/learn-scanner.tsx';

export function ScannerDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('scanner.title')} size={560}>
      <LearnScanner />
    </Dialog>
  );
}
