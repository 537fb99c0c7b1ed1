// The status of the line as a drawer over any screen (F9): it does not cover the scan field, and the same key closes
// it.

import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { LinePanel } from './line-panel.tsx';

export function LineDrawer() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('action.line')} size={560}>
      <LinePanel />
    </Dialog>
  );
}
