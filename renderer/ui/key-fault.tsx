// Why a key that a library chose is not in force, in a line.

import { useTranslation } from 'react-i18next';
import type { KeyFault } from '../../shared/core/desk-keys.ts';

export function KeyFaultText({ fault }: { readonly fault: KeyFault }) {
  const { t } = useTranslation();
  if (fault.kind === 'unknown-action') return t('help.keyUnknown', { action: fault.action });
  const { action, key } = fault;
  const what = t(`action.${action}`);
  if (fault.kind === 'taken') return t('help.keyTaken', { key, action: what, other: t(`action.${fault.other}`) });
  return t(fault.kind === 'kept' ? 'help.keyKept' : 'help.keyUnreadable', { key, action: what });
}
