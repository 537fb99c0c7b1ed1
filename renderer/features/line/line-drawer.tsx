// The status of the line as a drawer over whatever place one is in (F9): it covers nothing that is scanned, and goes with the same key.

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
