// The printer of this desk, opened from its settings.

import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { PrinterForm } from '../../ui/devices/printer-form.tsx';

export function PrinterDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('printer.title')} size={640}>
      <PrinterForm />
    </Dialog>
  );
}
